// The shim's C++ interface as plain C, for ctypes: a session is a handshake and, later, its two ciphers.

#include <noise/protocol.h>

#include <sodium.h>
#include <string.h>

extern "C" void noise_rand_bytes(void *output, size_t size) { randombytes_buf(output, size); }

struct Session {
  NoiseHandshakeState *handshake{nullptr};
  NoiseCipherState *send{nullptr};
  NoiseCipherState *receive{nullptr};
};

extern "C" {

Session *session_new(int role, const uint8_t *key, size_t key_size, const uint8_t *prologue, size_t prologue_size,
                     int modifier, int *error) {
  const NoiseProtocolId id = {
      .prefix_id = NOISE_PREFIX_STANDARD,
      .pattern_id = NOISE_PATTERN_NN,
      .modifier_ids = {modifier},
      .dh_id = NOISE_DH_CURVE25519,
      .cipher_id = NOISE_CIPHER_CHACHAPOLY,
      .hash_id = NOISE_HASH_SHA256,
      .hybrid_id = NOISE_DH_NONE,
      .reserved = {},
  };
  auto *session = new Session;
  *error = noise_handshakestate_new_by_id(&session->handshake, &id, role);
  if (*error == 0 && key_size > 0)
    *error = noise_handshakestate_set_pre_shared_key(session->handshake, key, key_size);
  if (*error == 0)
    *error = noise_handshakestate_set_prologue(session->handshake, prologue, prologue_size);
  return session;
}

int session_ephemeral(Session *session, const uint8_t *private_key, size_t size) {
  uint8_t public_key[32];
  crypto_scalarmult_curve25519_base(public_key, private_key);
  return noise_handshakestate_set_local_ephemeral(session->handshake, private_key, size, public_key, 32);
}

int session_start(Session *session) { return noise_handshakestate_start(session->handshake); }
int session_action(Session *session) { return noise_handshakestate_get_action(session->handshake); }

int session_write(Session *session, const uint8_t *payload, size_t size, uint8_t *out, size_t capacity, size_t *written) {
  NoiseBuffer message, sent;
  noise_buffer_set_output(message, out, capacity);
  noise_buffer_set_input(sent, const_cast<uint8_t *>(payload), size);
  const int error = noise_handshakestate_write_message(session->handshake, &message, size == 0 ? nullptr : &sent);
  *written = message.size;
  return error;
}

int session_read(Session *session, uint8_t *data, size_t size, uint8_t *out, size_t capacity, size_t *got) {
  NoiseBuffer message, payload;
  noise_buffer_set_input(message, data, size);
  noise_buffer_set_output(payload, out, capacity);
  const int error = noise_handshakestate_read_message(session->handshake, &message, out == nullptr ? nullptr : &payload);
  *got = payload.size;
  return error;
}

int session_split(Session *session) {
  return noise_handshakestate_split(session->handshake, &session->send, &session->receive);
}

int session_encrypt(Session *session, uint8_t *data, size_t size, size_t capacity, size_t *written) {
  NoiseBuffer buffer;
  noise_buffer_set_inout(buffer, data, size, capacity);
  const int error = noise_cipherstate_encrypt(session->send, &buffer);
  *written = buffer.size;
  return error;
}

int session_decrypt(Session *session, uint8_t *data, size_t size, size_t *got) {
  NoiseBuffer buffer;
  noise_buffer_set_inout(buffer, data, size, size);
  const int error = noise_cipherstate_decrypt(session->receive, &buffer);
  *got = buffer.size;
  return error;
}

size_t session_mac_length(Session *session) { return noise_cipherstate_get_mac_length(session->send); }

void session_free(Session *session) {
  noise_handshakestate_free(session->handshake);
  noise_cipherstate_free(session->send);
  noise_cipherstate_free(session->receive);
  delete session;
}

}  // extern "C"
