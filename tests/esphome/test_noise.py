"""The shim speaks Noise_NNpsk0_25519_ChaChaPoly_SHA256 as an implementation that is not ours does."""

import ctypes
import random
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from noise.connection import Keypair, NoiseConnection
from noise_session import (
    COMPLETE,
    FAILED,
    INITIATOR,
    INVALID_LENGTH,
    INVALID_PARAM,
    INVALID_PUBLIC_KEY,
    INVALID_STATE,
    MAC_FAILURE,
    PSK_REQUIRED,
    READ,
    RESPONDER,
    SPLIT,
    UNKNOWN_ID,
    WRITE,
    NoiseError,
    Session,
    compile_with_shim,
    load,
)

HERE = Path(__file__).resolve().parent
PROTOCOL = b"Noise_NNpsk0_25519_ChaChaPoly_SHA256"
KEY = b"This is my Austrian perspective!"
PROLOGUE = b"NoiseAPIInit\x00\x00"

type NewSession = Callable[..., Session]


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    target = tmp_path_factory.mktemp("noise") / "noise.so"
    sanitized = ("-fPIC", "-shared", "-fsanitize=undefined", "-fno-sanitize-recover=all")
    return load(compile_with_shim(HERE / "noise_c.cpp", target, *sanitized))


@pytest.fixture
def new_session(shim: ctypes.CDLL) -> Iterator[NewSession]:
    made: list[Session] = []

    def make(role: int, key: bytes | None = KEY, prologue: bytes = PROLOGUE, *, modifier: int = 3) -> Session:
        made.append(Session(shim, role, key, prologue, modifier=modifier))
        return made[-1]

    yield make
    for session in made:
        session.close()


def reference(*, initiates: bool, key: bytes = KEY, prologue: bytes = PROLOGUE) -> NoiseConnection:
    """The same from the package `noiseprotocol`, which aioesphomeapi rests on."""
    other = NoiseConnection.from_name(PROTOCOL)
    other.set_psks(key)
    other.set_prologue(prologue)
    if initiates:
        other.set_as_initiator()
    else:
        other.set_as_responder()
    return other


def code_of(call: Callable[..., object], *arguments: object, **named: object) -> int:
    with pytest.raises(NoiseError) as caught:
        call(*arguments, **named)
    return caught.value.code


# Keys and prologue are those of the published "cacophony" vectors; the messages are what `noiseprotocol` 0.3.1, which
# is checked against those, makes of them: handshake 1, handshake 2, then one message each way.
GOLDEN_PROLOGUE = b"John Galt"
GOLDEN_EPHEMERALS = (
    bytes.fromhex("893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a"),
    bytes.fromhex("bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b"),
)
GOLDEN_PAYLOADS = (b"Ludwig von Mises", b"Murray Rothbard", b"F. A. Hayek", b"Carl Menger")
GOLDEN_MESSAGES = (
    "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c794479b962b8aff8485742ac32f905ba45369e2465fb59e138a93d67a0d1266b6a54",
    "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f144808843d6062704d5a9c422a8e834423f8c1feada7e8d0d910a1a2cd030fb584221e3",
    "e632c3763d7669067383433197a3baddf146e9e70ad4b4e9e59e0f",
    "64c6bee32ea91c8474bb4c21d7a700109ad45af77b29764ba5eb1e",
)


def test_the_golden_handshake(new_session: NewSession) -> None:
    initiator, responder = (new_session(role, prologue=GOLDEN_PROLOGUE) for role in (INITIATOR, RESPONDER))
    for session, private_key in zip((initiator, responder), GOLDEN_EPHEMERALS, strict=True):
        session.use_ephemeral(private_key)
        session.start()
    first = initiator.write(GOLDEN_PAYLOADS[0])
    assert responder.read(first) == GOLDEN_PAYLOADS[0]
    second = responder.write(GOLDEN_PAYLOADS[1])
    assert initiator.read(second) == GOLDEN_PAYLOADS[1]
    initiator.split()
    responder.split()
    third = initiator.encrypt(GOLDEN_PAYLOADS[2])
    fourth = responder.encrypt(GOLDEN_PAYLOADS[3])
    assert [message.hex() for message in (first, second, third, fourth)] == list(GOLDEN_MESSAGES)
    assert (responder.decrypt(third), initiator.decrypt(fourth)) == GOLDEN_PAYLOADS[2:]


@pytest.mark.filterwarnings("ignore:One of ephemeral keypairs is already set")
def test_the_golden_messages_are_the_references() -> None:
    initiator = reference(initiates=True, prologue=GOLDEN_PROLOGUE)
    responder = reference(initiates=False, prologue=GOLDEN_PROLOGUE)
    for side, private_key in zip((initiator, responder), GOLDEN_EPHEMERALS, strict=True):
        side.set_keypair_from_private_bytes(Keypair.EPHEMERAL, private_key)
        side.start_handshake()
    first = initiator.write_message(GOLDEN_PAYLOADS[0])
    responder.read_message(first)
    second = responder.write_message(GOLDEN_PAYLOADS[1])
    initiator.read_message(second)
    messages = (first, second, initiator.encrypt(GOLDEN_PAYLOADS[2]), responder.encrypt(GOLDEN_PAYLOADS[3]))
    assert [bytes(message).hex() for message in messages] == list(GOLDEN_MESSAGES)


@pytest.mark.parametrize("role", [INITIATOR, RESPONDER], ids=["initiates", "responds"])
@pytest.mark.parametrize("seed", range(8))
def test_it_understands_another_implementation(new_session: NewSession, role: int, seed: int) -> None:
    rng = random.Random(seed)
    key, prologue = rng.randbytes(32), rng.randbytes(rng.choice((0, 1, 14, 63, 64, 65, 5000)))
    ours = new_session(role, key, prologue)
    theirs = reference(initiates=role == RESPONDER, key=key, prologue=prologue)
    ours.start()
    theirs.start_handshake()
    for initiators in (True, False):
        payload = rng.randbytes(rng.choice((0, 1, 40, 1000)))
        if initiators is (role == INITIATOR):
            assert ours.action == WRITE
            assert bytes(theirs.read_message(ours.write(payload))) == payload
        else:
            assert ours.action == READ
            assert ours.read(bytes(theirs.write_message(payload))) == payload
    assert ours.action == SPLIT
    ours.split()
    assert (ours.action, ours.mac_length()) == (COMPLETE, 16)
    for size in (0, 1, 63, 64, 65, 4096, 65519, *(rng.randrange(300) for _ in range(300))):
        text = rng.randbytes(size)
        assert bytes(theirs.decrypt(ours.encrypt(text))) == text
        assert ours.decrypt(bytes(theirs.encrypt(text))) == text


def test_another_key_or_prologue_is_a_mac_failure(new_session: NewSession) -> None:
    for changed in ({"key": bytes(32)}, {"prologue": b"NoiseAPIInit\x00\x01"}):
        responder = new_session(RESPONDER)
        responder.start()
        message = reference(initiates=True, **changed)
        message.start_handshake()
        assert code_of(responder.read, bytes(message.write_message())) == MAC_FAILURE
        assert responder.action == FAILED
        assert code_of(responder.write) == INVALID_STATE
        assert code_of(responder.split) == INVALID_STATE


def test_a_public_key_that_leaves_nothing_secret_is_refused(new_session: NewSession) -> None:
    """Section 12.1 allows either; an all-zero secret would be one that everybody knows."""
    responder = new_session(RESPONDER)
    responder.start()
    attacker = new_session(INITIATOR)
    attacker.start()
    genuine = attacker.write()
    # The key is authenticated by nothing but the pre-shared key, so whoever holds that can send zeros.
    assert code_of(responder.read, bytes(32) + genuine[32:]) == MAC_FAILURE
    initiator = new_session(INITIATOR)
    initiator.start()
    initiator.write()
    assert code_of(initiator.read, bytes(32) + bytes(16)) == INVALID_PUBLIC_KEY
    assert initiator.action == FAILED


@pytest.mark.parametrize("size", [0, 1, 31, 32, 47, 65536])
def test_a_handshake_message_of_no_size_ends_it(new_session: NewSession, size: int) -> None:
    responder = new_session(RESPONDER)
    responder.start()
    assert code_of(responder.read, bytes(size)) == INVALID_LENGTH
    assert responder.action == FAILED


def test_it_never_writes_beyond_the_room_it_has(new_session: NewSession) -> None:
    assert len(_started(new_session, INITIATOR).write(capacity=48)) == 48
    assert code_of(_started(new_session, INITIATOR).write, capacity=47) == INVALID_LENGTH
    assert code_of(_started(new_session, INITIATOR).write, b"x", capacity=48) == INVALID_LENGTH
    initiator, responder = _connected(new_session)
    assert code_of(initiator.encrypt, b"abc", room=15) == INVALID_LENGTH
    assert code_of(initiator.encrypt, bytes(65520)) == INVALID_LENGTH
    assert responder.decrypt(initiator.encrypt(b"abc")) == b"abc"
    receiver = _started(new_session, RESPONDER)
    assert code_of(receiver.read, _started(new_session, INITIATOR).write(b"four"), capacity=3) == INVALID_LENGTH


def test_a_payload_that_nobody_wants_is_dropped(new_session: NewSession) -> None:
    initiator, responder = _started(new_session, INITIATOR), _started(new_session, RESPONDER)
    assert responder.read(initiator.write(b"flags of a later version"), capacity=None) == b""
    assert initiator.read(responder.write()) == b""


def test_damaged_data_is_told_and_shows_nothing(new_session: NewSession) -> None:
    initiator, responder = _connected(new_session)
    frame = initiator.encrypt(b"heart rate")
    for position in range(len(frame)):
        assert code_of(responder.decrypt, bytes((*frame[:position], frame[position] ^ 1, *frame[position + 1 :]))) == 4
    assert code_of(responder.decrypt, frame[:15]) == INVALID_LENGTH
    # The nonce stays where it was (section 5.1), so the genuine one is still understood; once.
    assert responder.decrypt(frame) == b"heart rate"
    assert code_of(responder.decrypt, frame) == MAC_FAILURE


def test_two_handshakes_share_no_ephemeral_key(new_session: NewSession) -> None:
    keys = {_started(new_session, INITIATOR).write()[:32] for _ in range(20)}
    assert len(keys) == 20


def test_mistakes_of_the_caller_are_answered(new_session: NewSession) -> None:
    assert code_of(new_session, RESPONDER, KEY, modifier=0) == UNKNOWN_ID
    assert code_of(new_session, 3) == INVALID_PARAM
    assert code_of(new_session, RESPONDER, KEY[:31]) == INVALID_LENGTH
    keyless = new_session(RESPONDER, None)
    assert code_of(keyless.start) == PSK_REQUIRED
    session = new_session(RESPONDER)
    assert code_of(session.use_ephemeral, bytes(31)) == INVALID_LENGTH
    assert code_of(session.read, bytes(48)) == INVALID_STATE
    session.start()
    assert code_of(session.start) == INVALID_STATE
    assert code_of(session.use_ephemeral, bytes(32)) == INVALID_STATE
    assert code_of(session.write) == INVALID_STATE
    assert code_of(session.encrypt, b"before the split there is no cipher") == INVALID_PARAM


def test_damaged_messages_never_get_through_and_never_crash_it(tmp_path: Path) -> None:
    """20,000 handshakes under ASan and UBSan; the program aborts where a damaged message is taken."""
    program = compile_with_shim(
        HERE / "noise_fuzz.cpp",
        tmp_path / "noise_fuzz",
        "-fsanitize=address,undefined",
        "-fno-sanitize-recover=all",
    )
    done = subprocess.run([program, "1", "20000"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    through, refused = (int(word) for word in done.stdout.replace(",", "").split() if word.isdigit())
    assert through > 300
    assert refused > 10_000


def _started(new_session: NewSession, role: int) -> Session:
    session = new_session(role)
    session.start()
    return session


def _connected(new_session: NewSession) -> tuple[Session, Session]:
    initiator, responder = _started(new_session, INITIATOR), _started(new_session, RESPONDER)
    responder.read(initiator.write())
    initiator.read(responder.write())
    initiator.split()
    responder.split()
    return initiator, responder
