#pragma once

// The part of noise-c's interface that ESPHome's `noise` and `api` components call, for one protocol only:
// Noise_NNpsk0_25519_ChaChaPoly_SHA256 (The Noise Protocol Framework, revision 34). Our own code over libsodium, for
// nodes that run as a process on a PC; a device uses ESPHome's noise-c.
//
// Every function that takes a state answers NOISE_ERROR_INVALID_PARAM to a null one.

#include <stddef.h>
#include <stdint.h>

constexpr int NOISE_ERROR_NONE = 0;
constexpr int NOISE_ERROR_NO_MEMORY = 1;
constexpr int NOISE_ERROR_UNKNOWN_ID = 2;
constexpr int NOISE_ERROR_UNKNOWN_NAME = 3;
constexpr int NOISE_ERROR_MAC_FAILURE = 4;
constexpr int NOISE_ERROR_NOT_APPLICABLE = 5;
constexpr int NOISE_ERROR_SYSTEM = 6;
constexpr int NOISE_ERROR_REMOTE_KEY_REQUIRED = 7;
constexpr int NOISE_ERROR_LOCAL_KEY_REQUIRED = 8;
constexpr int NOISE_ERROR_PSK_REQUIRED = 9;
constexpr int NOISE_ERROR_INVALID_LENGTH = 10;
constexpr int NOISE_ERROR_INVALID_PARAM = 11;
constexpr int NOISE_ERROR_INVALID_STATE = 12;
constexpr int NOISE_ERROR_INVALID_NONCE = 13;
constexpr int NOISE_ERROR_INVALID_PRIVATE_KEY = 14;
constexpr int NOISE_ERROR_INVALID_PUBLIC_KEY = 15;
constexpr int NOISE_ERROR_INVALID_FORMAT = 16;
constexpr int NOISE_ERROR_INVALID_SIGNATURE = 17;

constexpr int NOISE_ROLE_INITIATOR = 1;
constexpr int NOISE_ROLE_RESPONDER = 2;

constexpr int NOISE_ACTION_NONE = 0;
constexpr int NOISE_ACTION_WRITE_MESSAGE = 1;
constexpr int NOISE_ACTION_READ_MESSAGE = 2;
constexpr int NOISE_ACTION_FAILED = 3;
constexpr int NOISE_ACTION_SPLIT = 4;
constexpr int NOISE_ACTION_COMPLETE = 5;

constexpr int NOISE_DH_NONE = 0;
constexpr int NOISE_PREFIX_STANDARD = 1;
constexpr int NOISE_PATTERN_NN = 2;
constexpr int NOISE_MODIFIER_PSK0 = 3;
constexpr int NOISE_DH_CURVE25519 = 4;
constexpr int NOISE_CIPHER_CHACHAPOLY = 5;
constexpr int NOISE_HASH_SHA256 = 6;

/// Which protocol is meant; the numbers name nothing outside this program.
struct NoiseProtocolId {
  int prefix_id;
  int pattern_id;
  int modifier_ids[4];
  int dh_id;
  int cipher_id;
  int hash_id;
  int hybrid_id;
  int reserved[4];
};

/// `size` bytes of what a call reads, or has written; it never writes beyond `max_size`.
struct NoiseBuffer {
  uint8_t *data;
  size_t size;
  size_t max_size;
};

inline void noise_buffer_init(NoiseBuffer &buffer) { buffer = {nullptr, 0, 0}; }
inline void noise_buffer_set_input(NoiseBuffer &buffer, uint8_t *data, size_t size) { buffer = {data, size, size}; }
inline void noise_buffer_set_output(NoiseBuffer &buffer, uint8_t *data, size_t max_size) {
  buffer = {data, 0, max_size};
}
inline void noise_buffer_set_inout(NoiseBuffer &buffer, uint8_t *data, size_t size, size_t max_size) {
  buffer = {data, size, max_size};
}

using NoiseHandshakeState = struct NoiseHandshakeState_s;
using NoiseCipherState = struct NoiseCipherState_s;

/// Where ephemeral keys come from. Whoever uses this header defines it; ESPHome does.
extern "C" void noise_rand_bytes(void *output, size_t size);

int noise_handshakestate_new_by_id(NoiseHandshakeState **state, const NoiseProtocolId *id, int role);
int noise_handshakestate_free(NoiseHandshakeState *state);
/// Both before noise_handshakestate_start(); the key is 32 bytes.
int noise_handshakestate_set_pre_shared_key(NoiseHandshakeState *state, const uint8_t *key, size_t size);
int noise_handshakestate_set_prologue(NoiseHandshakeState *state, const uint8_t *prologue, size_t size);
/// Optional, before the start: an ephemeral key pair made beforehand, 32 bytes each.
int noise_handshakestate_set_local_ephemeral(NoiseHandshakeState *state, const uint8_t *private_key,
                                             size_t private_size, const uint8_t *public_key, size_t public_size);
int noise_handshakestate_start(NoiseHandshakeState *state);
/// What is to be done next: one of NOISE_ACTION_*.
int noise_handshakestate_get_action(const NoiseHandshakeState *state);
/// `payload` may be null: nothing is sent along, and what came along is dropped. A message that is not right ends
/// the handshake. The message read is wiped.
int noise_handshakestate_write_message(NoiseHandshakeState *state, NoiseBuffer *message, const NoiseBuffer *payload);
int noise_handshakestate_read_message(NoiseHandshakeState *state, NoiseBuffer *message, NoiseBuffer *payload);
/// The two ciphers of the connection, to be freed by the caller.
int noise_handshakestate_split(NoiseHandshakeState *state, NoiseCipherState **send, NoiseCipherState **receive);

/// In place; the buffer needs 16 bytes of room beyond what it holds, and loses as many when decrypted.
int noise_cipherstate_encrypt(NoiseCipherState *state, NoiseBuffer *buffer);
int noise_cipherstate_decrypt(NoiseCipherState *state, NoiseBuffer *buffer);
size_t noise_cipherstate_get_mac_length(const NoiseCipherState *state);
int noise_cipherstate_free(NoiseCipherState *state);
