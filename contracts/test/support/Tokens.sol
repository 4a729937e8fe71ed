// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Stablecoin} from "../../src/Stablecoin.sol";
import {ILedger} from "../../src/interfaces/ILedger.sol";

/// @notice Moves balances as an ERC-20 does; what misbehaves is added by those below.
abstract contract BareToken {
    mapping(address account => uint256) public balanceOf;

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
    }

    function move(address from, address to, uint256 value) internal {
        balanceOf[from] -= value;
        balanceOf[to] += value;
    }
}

/// @notice Keeps a hundredth of every transfer.
contract FeeToken is BareToken {
    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        move(from, to, value);
        move(to, address(this), value / 100);
        return true;
    }
}

/// @notice Returns false and moves nothing.
contract RefusingToken is BareToken {
    function transferFrom(address, address, uint256) external pure returns (bool) {
        return false;
    }
}

/// @notice Moves the tokens but says it did not.
contract LyingToken is BareToken {
    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        move(from, to, value);
        return false;
    }
}

/// @notice Returns nothing, as some old tokens do.
contract SilentToken is BareToken {
    function transferFrom(address from, address to, uint256 value) external {
        move(from, to, value);
    }

    function transfer(address to, uint256 value) external {
        move(msg.sender, to, value);
    }
}

/// @notice Calls whoever pays before it moves the tokens.
contract ReentrantToken is BareToken {
    function transferFrom(address from, address to, uint256 value) external returns (bool) {
        Reenterer(from).onPaying();
        move(from, to, value);
        return true;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        move(msg.sender, to, value);
        return true;
    }
}

/// @notice Withdraws what it is about to deposit before it has paid.
contract Reenterer {
    ILedger private immutable LEDGER;

    constructor(ILedger ledger) {
        LEDGER = ledger;
    }

    function depositAndTakeBack(uint256 amount) external {
        LEDGER.deposit(amount);
    }

    function onPaying() external {
        LEDGER.withdraw(LEDGER.balanceOf(address(this)));
    }
}

/// @notice A token that misbehaves when told to.
contract MoodyToken is Stablecoin {
    enum Mood {
        Well,
        TakingFees,
        Refusing,
        Lying
    }

    Mood private _mood;

    function be(Mood mood) external {
        _mood = mood;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return _mood != Mood.Refusing && super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        if (_mood == Mood.Refusing) {
            return false;
        }
        super.transferFrom(from, to, _mood == Mood.TakingFees ? value - value / 100 : value);
        return _mood != Mood.Lying;
    }
}
