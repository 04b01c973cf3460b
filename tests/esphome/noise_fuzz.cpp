// Throws damaged messages at the shim, as responder and as initiator, under ASan and UBSan: `noise_fuzz SEED ROUNDS`.
// Prints how many handshakes went through and how many were refused; a damaged one that goes through is an error.

#include <noise/protocol.h>

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <memory>
#include <random>

extern "C" void noise_rand_bytes(void *output, size_t size) { randombytes_buf(output, size); }

static const NoiseProtocolId ID = {NOISE_PREFIX_STANDARD, NOISE_PATTERN_NN,     {NOISE_MODIFIER_PSK0}, NOISE_DH_CURVE25519,
                                   NOISE_CIPHER_CHACHAPOLY, NOISE_HASH_SHA256, NOISE_DH_NONE,         {}};

struct Side {
  NoiseHandshakeState *handshake{nullptr};
  NoiseCipherState *send{nullptr};
  NoiseCipherState *receive{nullptr};

  explicit Side(int role) {
    static const uint8_t KEY[32] = {1, 2, 3};
    if (noise_handshakestate_new_by_id(&this->handshake, &ID, role) != 0 ||
        noise_handshakestate_set_pre_shared_key(this->handshake, KEY, sizeof(KEY)) != 0 ||
        noise_handshakestate_set_prologue(this->handshake, nullptr, 0) != 0 ||
        noise_handshakestate_start(this->handshake) != 0)
      abort();
  }
  ~Side() {
    noise_handshakestate_free(this->handshake);
    noise_cipherstate_free(this->send);
    noise_cipherstate_free(this->receive);
  }
};

static std::mt19937 rng;
static size_t below(size_t limit) { return rng() % limit; }

/// Bytes in memory of exactly their size, so that reading beyond them is seen.
struct Bytes {
  std::unique_ptr<uint8_t[]> data;
  size_t size;
  Bytes(const uint8_t *from, size_t count) : data(new uint8_t[count]), size(count) {
    if (count > 0)
      memcpy(this->data.get(), from, count);
  }
};

/// The message as it is, or shortened, lengthened, with bits flipped, or of another kind altogether.
static Bytes damage(const uint8_t *message, size_t size, bool &damaged) {
  uint8_t scratch[512]{};
  const auto kind = below(6);
  damaged = kind != 0;
  memcpy(scratch, message, size);
  if (kind == 1)
    return {scratch, below(size)};
  if (kind == 2)
    return {scratch, size + 1 + below(sizeof(scratch) - size - 1)};
  if (kind == 3)
    scratch[below(size)] ^= static_cast<uint8_t>(1u << below(8));
  if (kind == 4)
    for (size_t i = 0; i < size; i++)
      scratch[i] = static_cast<uint8_t>(rng());
  if (kind == 5)
    memset(scratch, 0, 32);  // a public key of small order
  return {scratch, size};
}

static int read(Side &side, Bytes &message) {
  NoiseBuffer buffer;
  noise_buffer_set_input(buffer, message.data.get(), message.size);
  return noise_handshakestate_read_message(side.handshake, &buffer, nullptr);
}

static Bytes write(Side &side) {
  uint8_t out[64];
  NoiseBuffer buffer;
  noise_buffer_set_output(buffer, out, sizeof(out));
  if (noise_handshakestate_write_message(side.handshake, &buffer, nullptr) != 0)
    abort();
  return {out, buffer.size};
}

/// One handshake with one damaged message (or none), then damaged data. Whether the handshake went through.
static bool handshake() {
  Side initiator(NOISE_ROLE_INITIATOR), responder(NOISE_ROLE_RESPONDER);
  bool damaged = false, damaged_later = false;
  const Bytes first = write(initiator);
  Bytes arrived = damage(first.data.get(), first.size, damaged);
  const bool heard = read(responder, arrived) == 0;
  if (heard == damaged)
    abort();
  if (!heard) {
    // What failed stays failed, whatever comes.
    if (noise_handshakestate_get_action(responder.handshake) != NOISE_ACTION_FAILED || read(responder, arrived) == 0 ||
        noise_handshakestate_split(responder.handshake, &responder.send, &responder.receive) == 0)
      abort();
    return false;
  }
  const Bytes second = write(responder);
  Bytes answer = damage(second.data.get(), second.size, damaged_later);
  if ((read(initiator, answer) == 0) == damaged_later)
    abort();
  if (damaged_later)
    return false;
  if (noise_handshakestate_split(initiator.handshake, &initiator.send, &initiator.receive) != 0 ||
      noise_handshakestate_split(responder.handshake, &responder.send, &responder.receive) != 0)
    abort();

  for (int i = 0; i < 4; i++) {
    uint8_t data[128];
    NoiseBuffer buffer;
    noise_buffer_set_inout(buffer, data, below(sizeof(data) - 16), sizeof(data));
    memset(data, i, sizeof(data));
    if (noise_cipherstate_encrypt(initiator.send, &buffer) != 0)
      abort();
    Bytes frame = damage(data, buffer.size, damaged);
    if (damaged && frame.size == buffer.size && memcmp(frame.data.get(), data, frame.size) == 0)
      damaged = false;
    noise_buffer_set_inout(buffer, frame.data.get(), frame.size, frame.size);
    if ((noise_cipherstate_decrypt(responder.receive, &buffer) == 0) == damaged)
      abort();
    if (damaged)
      break;  // a frame was lost: the nonces part
  }
  return true;
}

int main(int argc, char **argv) {
  if (argc != 3 || sodium_init() < 0)
    return 2;
  rng.seed(static_cast<unsigned>(atoi(argv[1])));
  const int rounds = atoi(argv[2]);
  int through = 0;
  for (int i = 0; i < rounds; i++)
    through += handshake();
  printf("%d through, %d refused\n", through, rounds - through);
  return 0;
}
