// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC165, IERC721, IIdentities, MetadataEntry} from "./interfaces/IIdentities.sol";
import {Signatures} from "./libraries/Signatures.sol";

/// @notice ERC-721's receiver.
interface IERC721Receiver {
    function onERC721Received(address operator, address from, uint256 tokenId, bytes calldata data)
        external
        returns (bytes4);
}

/// @notice Identities of agents, as ERC-8004 has them.
contract Identities is IIdentities {
    using Signatures for bytes;

    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant WALLET_TYPEHASH =
        keccak256("AgentWalletSet(uint256 agentId,address newWallet,address owner,uint256 deadline)");
    bytes32 private constant WALLET_KEY = keccak256("agentWallet");
    // ERC-721's own constants.
    bytes4 private constant ERC721 = 0x80ac58cd;
    bytes4 private constant ERC721_METADATA = 0x5b5e139f;
    uint256 private constant SIGNATURE_LIFETIME = 5 minutes;

    /* STORAGE */

    /// @inheritdoc IERC721
    string public constant name = "Souk Agents";
    /// @inheritdoc IERC721
    string public constant symbol = "AGENT";

    /// @inheritdoc IERC721
    mapping(address owner => uint256) public balanceOf;
    /// @inheritdoc IERC721
    mapping(address owner => mapping(address operator => bool)) public isApprovedForAll;
    mapping(uint256 agentId => address) private _owners;
    mapping(uint256 agentId => address) private _approved;
    mapping(uint256 agentId => string) private _uris;
    mapping(uint256 agentId => mapping(string key => bytes)) private _metadata;
    uint256 private _count;

    modifier onlyHolder(uint256 agentId) {
        _requireHolder(agentId);
        _;
    }

    /* IDENTITIES */

    /// @inheritdoc IIdentities
    function register() external returns (uint256 agentId) {
        agentId = _register("");
    }

    /// @inheritdoc IIdentities
    function register(string calldata agentURI) external returns (uint256 agentId) {
        agentId = _register(agentURI);
    }

    /// @inheritdoc IIdentities
    function register(string calldata agentURI, MetadataEntry[] calldata metadata) external returns (uint256 agentId) {
        agentId = _register(agentURI);
        for (uint256 i = 0; i < metadata.length; i++) {
            _setEntry(agentId, metadata[i].metadataKey, metadata[i].metadataValue);
        }
    }

    /// @inheritdoc IIdentities
    function setAgentURI(uint256 agentId, string calldata newURI) external onlyHolder(agentId) {
        _uris[agentId] = newURI;
        emit URIUpdated(agentId, newURI, msg.sender);
    }

    /// @inheritdoc IIdentities
    function setMetadata(uint256 agentId, string calldata metadataKey, bytes calldata metadataValue)
        external
        onlyHolder(agentId)
    {
        _setEntry(agentId, metadataKey, metadataValue);
    }

    /// @inheritdoc IIdentities
    function setAgentWallet(uint256 agentId, address newWallet, uint256 deadline, bytes calldata signature)
        external
        onlyHolder(agentId)
    {
        require(newWallet != address(0), ZeroAddress());
        require(block.timestamp <= deadline && deadline <= block.timestamp + SIGNATURE_LIFETIME, SignatureNotCurrent());
        bytes32 message = keccak256(abi.encode(WALLET_TYPEHASH, agentId, newWallet, _owners[agentId], deadline));
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", _domain(), message));
        require(signature.isFrom(newWallet, digest), BadSignature());
        _setWallet(agentId, abi.encodePacked(newWallet));
    }

    /// @inheritdoc IIdentities
    function unsetAgentWallet(uint256 agentId) external onlyHolder(agentId) {
        _setWallet(agentId, "");
    }

    /* TOKENS */

    /// @inheritdoc IERC721
    function transferFrom(address from, address to, uint256 tokenId) public onlyHolder(tokenId) {
        require(from == _owners[tokenId], NotYours());
        require(to != address(0), ZeroAddress());
        delete _approved[tokenId];
        if (_metadata[tokenId]["agentWallet"].length != 0) {
            _setWallet(tokenId, "");
        }
        _give(from, to, tokenId);
    }

    /// @inheritdoc IERC721
    function safeTransferFrom(address from, address to, uint256 tokenId) external {
        safeTransferFrom(from, to, tokenId, "");
    }

    /// @inheritdoc IERC721
    function safeTransferFrom(address from, address to, uint256 tokenId, bytes memory data) public {
        transferFrom(from, to, tokenId);
        if (to.code.length != 0) {
            bytes4 answer = IERC721Receiver(to).onERC721Received(msg.sender, from, tokenId, data);
            require(answer == IERC721Receiver.onERC721Received.selector, NotTaken());
        }
    }

    /// @inheritdoc IERC721
    function approve(address approved, uint256 tokenId) external {
        address owner = ownerOf(tokenId);
        require(msg.sender == owner || isApprovedForAll[owner][msg.sender], NotYours());
        _approved[tokenId] = approved;
        emit Approval(owner, approved, tokenId);
    }

    /// @inheritdoc IERC721
    function setApprovalForAll(address operator, bool approved) external {
        isApprovedForAll[msg.sender][operator] = approved;
        emit ApprovalForAll(msg.sender, operator, approved);
    }

    /* VIEWS */

    /// @inheritdoc IERC721
    function ownerOf(uint256 tokenId) public view returns (address owner) {
        owner = _owners[tokenId];
        require(owner != address(0), UnknownIdentity());
    }

    /// @inheritdoc IERC721
    function getApproved(uint256 tokenId) external view returns (address) {
        ownerOf(tokenId);
        return _approved[tokenId];
    }

    /// @inheritdoc IERC721
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        ownerOf(tokenId);
        return _uris[tokenId];
    }

    /// @inheritdoc IIdentities
    function getMetadata(uint256 agentId, string calldata metadataKey) external view returns (bytes memory) {
        return _metadata[agentId][metadataKey];
    }

    /// @inheritdoc IIdentities
    function getAgentWallet(uint256 agentId) external view returns (address) {
        return address(bytes20(_metadata[agentId]["agentWallet"]));
    }

    /// @inheritdoc IIdentities
    function isAuthorizedOrOwner(address account, uint256 agentId) public view returns (bool) {
        address owner = ownerOf(agentId);
        return account == owner || isApprovedForAll[owner][account] || account == _approved[agentId];
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC165).interfaceId || interfaceId == ERC721 || interfaceId == ERC721_METADATA;
    }

    /* INTERNAL */

    function _register(string memory agentURI) private returns (uint256 agentId) {
        agentId = ++_count;
        _uris[agentId] = agentURI;
        _give(address(0), msg.sender, agentId);
        emit Registered(agentId, agentURI, msg.sender);
        _setWallet(agentId, abi.encodePacked(msg.sender));
    }

    function _give(address from, address to, uint256 tokenId) private {
        if (from != address(0)) {
            balanceOf[from]--;
        }
        balanceOf[to]++;
        _owners[tokenId] = to;
        emit Transfer(from, to, tokenId);
    }

    function _requireHolder(uint256 agentId) private view {
        require(isAuthorizedOrOwner(msg.sender, agentId), NotYours());
    }

    function _setEntry(uint256 agentId, string calldata key, bytes calldata value) private {
        require(keccak256(bytes(key)) != WALLET_KEY, ReservedKey());
        _metadata[agentId][key] = value;
        emit MetadataSet(agentId, key, key, value);
    }

    function _setWallet(uint256 agentId, bytes memory wallet) private {
        _metadata[agentId]["agentWallet"] = wallet;
        emit MetadataSet(agentId, "agentWallet", "agentWallet", wallet);
    }

    function _domain() private view returns (bytes32) {
        bytes32 title = keccak256("ERC8004IdentityRegistry");
        return keccak256(abi.encode(DOMAIN_TYPEHASH, title, keccak256("1"), block.chainid, address(this)));
    }
}
