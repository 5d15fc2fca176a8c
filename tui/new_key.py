"""Making the key with which a reviewer signs: one place for the command and the screen."""

from store import places, signers, signing
from store.signing import SigningKey


def new_key(name: str, *, ask: bool) -> SigningKey:
    """A key in the user's settings, used and trusted here from now on.

    `ask`: ssh-keygen asks for a passphrase in this terminal. Raises as `signing.make` does.
    """
    key = signing.make(places.settings_folder() / "nso-key", name, ask=ask)
    signers.pin([key.public], name=signers.OWN)
    return key
