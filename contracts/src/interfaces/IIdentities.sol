// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice ERC-165.
interface IERC165 {
    function supportsInterface(bytes4 interfaceId) external view returns (bool);
}

/// @notice ERC-721 with its metadata, without `safeMint`.
interface IERC721 is IERC165 {
    event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);
    event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId);
    event ApprovalForAll(address indexed owner, address indexed operator, bool approved);

    function balanceOf(address owner) external view returns (uint256);
    function ownerOf(uint256 tokenId) external view returns (address);
    function transferFrom(address from, address to, uint256 tokenId) external;

    /// @notice As `transferFrom`, but a recipient with code has to answer `onERC721Received`.
    function safeTransferFrom(address from, address to, uint256 tokenId) external;
    function safeTransferFrom(address from, address to, uint256 tokenId, bytes calldata data) external;

    function approve(address approved, uint256 tokenId) external;
    function setApprovalForAll(address operator, bool approved) external;
    function getApproved(uint256 tokenId) external view returns (address);
    function isApprovedForAll(address owner, address operator) external view returns (bool);

    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    function tokenURI(uint256 tokenId) external view returns (string memory);
}

/// @notice One entry of an agent's metadata.
struct MetadataEntry {
    string metadataKey;
    bytes metadataValue;
}

/// @notice Who is who: the identity registry of ERC-8004. Anyone registers; each identity is an ERC-721 token, numbered
/// from 1. It knows nothing of markets.
/// @dev Registering calls nobody.
interface IIdentities is IERC721 {
    /* EVENTS */

    event Registered(uint256 indexed agentId, string agentURI, address indexed owner);
    event URIUpdated(uint256 indexed agentId, string newURI, address indexed updatedBy);

    /// @notice The wallet is the entry `agentWallet`: 20 bytes, or none.
    event MetadataSet(
        uint256 indexed agentId, string indexed indexedMetadataKey, string metadataKey, bytes metadataValue
    );

    /* ERRORS */

    /// @notice Thrown when an identity does not exist.
    error UnknownIdentity();
    /// @notice Thrown when the caller is neither the owner nor approved by it, or `from` not the owner.
    error NotYours();
    /// @notice Thrown when something would go to the zero address.
    error ZeroAddress();
    /// @notice Thrown when a recipient with code does not take tokens.
    error NotTaken();
    /// @notice Thrown when `agentWallet` would be set as any entry.
    error ReservedKey();
    /// @notice Thrown when a wallet's signature is too old, or for longer than 5 minutes.
    error SignatureNotCurrent();
    /// @notice Thrown when a wallet did not sign.
    error BadSignature();

    /* IDENTITIES */

    /// @notice Registers the caller; it is owner and wallet.
    function register() external returns (uint256 agentId);
    function register(string calldata agentURI) external returns (uint256 agentId);
    function register(string calldata agentURI, MetadataEntry[] calldata metadata) external returns (uint256 agentId);

    /// @notice For the owner and whom it approves, as are the three below.
    function setAgentURI(uint256 agentId, string calldata newURI) external;

    function setMetadata(uint256 agentId, string calldata metadataKey, bytes calldata metadataValue) external;

    /// @notice Names a wallet that has signed `AgentWalletSet(uint256 agentId,address newWallet,address owner,uint256
    /// deadline)`, by key or code (ERC-1271), under this contract's domain (name "ERC8004IdentityRegistry", version
    /// "1"). A transfer clears it.
    function setAgentWallet(uint256 agentId, address newWallet, uint256 deadline, bytes calldata signature) external;

    function unsetAgentWallet(uint256 agentId) external;

    /* VIEWS */

    function getMetadata(uint256 agentId, string calldata metadataKey) external view returns (bytes memory);

    /// @notice Zero for none.
    function getAgentWallet(uint256 agentId) external view returns (address);

    function isAuthorizedOrOwner(address account, uint256 agentId) external view returns (bool);
}
