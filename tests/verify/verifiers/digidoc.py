"""libdigidocpp (the verifier of the Estonian state) on a bundle, trusting a test authority through a trusted list of our own.

It takes no signature without revocation data for valid, so a B-level bundle must have exactly that one fault, and a copy of it
raised to the LT level must have none.
"""

import json
import pathlib
import shutil
import tempfile

import pydigidoc

from ca import trusted_list
from verifiers import container as files

# What libdigidocpp says of a signature of level B, whose timestamp and revocation data are still to come.
B_LEVEL = "Signature validation QualifyingProperties block 'UnsignedProperties' is missing."

# And of one that is timestamped, whose revocation data are still to come. It raises no signature that has a timestamp already.
T_LEVEL = "Signature validation RevocationValues object is missing"


def causes(error):
    """The innermost causes that libdigidocpp gives, one text."""
    return " ".join(str(error).split())


def validate(signature):
    """What libdigidocpp has against a signature; empty when it is valid."""
    try:
        signature.validate()
    except Exception as error:  # libdigidocpp throws whatever it throws; the text is the verdict
        return causes(error)
    return ""


def check(bundle, home):
    """Yields (what was asked, what libdigidocpp answered, whether that is right)."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        set_up(folder, home)
        copy = folder / "copy.asice"
        shutil.copyfile(bundle, copy)
        container = pydigidoc.Container.open(str(copy))
        found, expected = container.signatures(), len(files.signatures(bundle))
        if len(found) != expected:
            yield f"libdigidocpp finds {expected} signatures", f"{len(found)}", False
            return
        stamped = files.is_timestamped(bundle)
        for number, signature in enumerate(found, 1):
            fault = validate(signature)
            right = fault == (T_LEVEL if stamped else B_LEVEL)
            yield f"libdigidocpp on signature {number}: no fault but the level", fault or "VALID", right
        if stamped:
            return
        try:
            for signature in found:
                signature.extend_signature_profile("time-stamp")
            container.save()
        except Exception as error:
            yield "libdigidocpp raises a copy to LT", causes(error), False
            return
        # The signatures live no longer than their container.
        again = pydigidoc.Container.open(str(copy))
        for number, raised in enumerate(again.signatures(), 1):
            fault = validate(raised)
            yield f"libdigidocpp on signature {number} of the copy raised to LT: valid", fault or f"VALID {raised.profile()}", not fault


def set_up(folder, home):
    """Makes libdigidocpp trust the authority in `home`, and nothing else."""
    schemas = pathlib.Path(pydigidoc.__file__).parent / "schema"
    shutil.copytree(schemas, folder, dirs_exist_ok=True)
    (folder / "ts_119612v020201_201601xsd.xsd").write_text(trusted_list.SCHEMA, "utf-8")
    (folder / "vn-test.xml").write_bytes(trusted_list.trusted_list(home))
    conf = pydigidoc.DigiDocConf(str(folder))
    # Nothing listens there: the list is found in the folder, younger than a day, and not fetched.
    conf.set_tslurl("http://127.0.0.1:9/vn-test.xml")
    conf.set_tslcert(trusted_list.der(home, "list"))
    conf.set_tsurl(json.loads((home / "services.json").read_text("utf-8"))["tsa"])
    conf.thisown = False
    # Not `initialize_lib`: it asks the network for the European list of lists before it can be told otherwise.
    pydigidoc.Conf.init(conf)
    pydigidoc.digidoc.initialize("hoso")
