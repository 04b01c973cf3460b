// Noise_NNpsk0_25519_ChaChaPoly_SHA256 after The Noise Protocol Framework, revision 34, over libsodium. The comments name
// the specification's sections.
//
//   NNpsk0:  -> psk, e      <- e, ee

#include <noise/protocol.h>

#include <string.h>

#include <memory>
#include <new>

#include "symmetric_state.h"

using esphome::noise_host::CipherState;
using esphome::noise_host::KEY_SIZE;
using esphome::noise_host::MAC_SIZE;
using esphome::noise_host::MAX_MESSAGE_SIZE;
using esphome::noise_host::Secret;
using esphome::noise_host::SymmetricState;

struct NoiseCipherState_s {
  CipherState cipher;
};

// Section 5.3, with this one pattern written out.
struct NoiseHandshakeState_s {
  SymmetricState symmetric;
  Secret pre_shared_key;
  Secret private_key;
  uint8_t public_key[KEY_SIZE];
  uint8_t remote_public_key[KEY_SIZE];
  std::unique_ptr<uint8_t[]> prologue;
  size_t prologue_size;
  int role;
  int action;
  bool has_pre_shared_key;
  bool has_ephemeral;

  bool initiates() const { return this->role == NOISE_ROLE_INITIATOR; }

  int fail(int error) {
    this->action = NOISE_ACTION_FAILED;
    return error;
  }

  void make_ephemeral() {
    if (this->has_ephemeral)
      return;
    noise_rand_bytes(this->private_key.bytes, KEY_SIZE);
    crypto_scalarmult_curve25519_base(this->public_key, this->private_key.bytes);
    this->has_ephemeral = true;
  }

  // Section 9.2: with psk tokens about, an ephemeral key is mixed into the chaining key too.
  void mix_ephemeral(const uint8_t *key) {
    this->symmetric.mix_hash(key, KEY_SIZE);
    this->symmetric.mix_key(key, KEY_SIZE);
  }

  int mix_shared_secret() {
    Secret shared;
    // A key of small order leaves nothing secret: libsodium says so.
    if (crypto_scalarmult_curve25519(shared.bytes, this->private_key.bytes, this->remote_public_key) != 0)
      return NOISE_ERROR_INVALID_PUBLIC_KEY;
    this->symmetric.mix_key(shared.bytes, KEY_SIZE);
    return NOISE_ERROR_NONE;
  }
};

int noise_handshakestate_new_by_id(NoiseHandshakeState **state, const NoiseProtocolId *id, int role) {
  if (state == nullptr)
    return NOISE_ERROR_INVALID_PARAM;
  *state = nullptr;
  if (id == nullptr || (role != NOISE_ROLE_INITIATOR && role != NOISE_ROLE_RESPONDER))
    return NOISE_ERROR_INVALID_PARAM;
  if (id->prefix_id != NOISE_PREFIX_STANDARD || id->pattern_id != NOISE_PATTERN_NN ||
      id->modifier_ids[0] != NOISE_MODIFIER_PSK0 || id->modifier_ids[1] != 0 || id->dh_id != NOISE_DH_CURVE25519 ||
      id->cipher_id != NOISE_CIPHER_CHACHAPOLY || id->hash_id != NOISE_HASH_SHA256 || id->hybrid_id != NOISE_DH_NONE)
    return NOISE_ERROR_UNKNOWN_ID;
  if (sodium_init() < 0)
    return NOISE_ERROR_SYSTEM;
  *state = new (std::nothrow) NoiseHandshakeState_s{};
  if (*state == nullptr)
    return NOISE_ERROR_NO_MEMORY;
  (*state)->role = role;
  (*state)->action = NOISE_ACTION_NONE;
  return NOISE_ERROR_NONE;
}

int noise_handshakestate_free(NoiseHandshakeState *state) {
  if (state == nullptr)
    return NOISE_ERROR_INVALID_PARAM;
  delete state;
  return NOISE_ERROR_NONE;
}

int noise_handshakestate_set_pre_shared_key(NoiseHandshakeState *state, const uint8_t *key, size_t size) {
  if (state == nullptr || key == nullptr)
    return NOISE_ERROR_INVALID_PARAM;
  if (size != KEY_SIZE)
    return NOISE_ERROR_INVALID_LENGTH;
  if (state->action != NOISE_ACTION_NONE)
    return NOISE_ERROR_INVALID_STATE;
  memcpy(state->pre_shared_key.bytes, key, KEY_SIZE);
  state->has_pre_shared_key = true;
  return NOISE_ERROR_NONE;
}

int noise_handshakestate_set_prologue(NoiseHandshakeState *state, const uint8_t *prologue, size_t size) {
  if (state == nullptr || (prologue == nullptr && size > 0))
    return NOISE_ERROR_INVALID_PARAM;
  if (state->action != NOISE_ACTION_NONE)
    return NOISE_ERROR_INVALID_STATE;
  state->prologue.reset(new (std::nothrow) uint8_t[size + 1]);
  if (state->prologue == nullptr)
    return NOISE_ERROR_NO_MEMORY;
  if (size > 0)
    memcpy(state->prologue.get(), prologue, size);
  state->prologue_size = size;
  return NOISE_ERROR_NONE;
}

int noise_handshakestate_set_local_ephemeral(NoiseHandshakeState *state, const uint8_t *private_key,
                                             size_t private_size, const uint8_t *public_key, size_t public_size) {
  if (state == nullptr || private_key == nullptr || public_key == nullptr)
    return NOISE_ERROR_INVALID_PARAM;
  if (private_size != KEY_SIZE || public_size != KEY_SIZE)
    return NOISE_ERROR_INVALID_LENGTH;
  if (state->action != NOISE_ACTION_NONE)
    return NOISE_ERROR_INVALID_STATE;
  memcpy(state->private_key.bytes, private_key, KEY_SIZE);
  memcpy(state->public_key, public_key, KEY_SIZE);
  state->has_ephemeral = true;
  return NOISE_ERROR_NONE;
}

int noise_handshakestate_start(NoiseHandshakeState *state) {
  if (state == nullptr)
    return NOISE_ERROR_INVALID_PARAM;
  if (state->action != NOISE_ACTION_NONE)
    return NOISE_ERROR_INVALID_STATE;
  if (!state->has_pre_shared_key)
    return NOISE_ERROR_PSK_REQUIRED;
  state->symmetric.initialize(state->prologue.get(), state->prologue_size);
  state->prologue.reset();
  state->action = state->initiates() ? NOISE_ACTION_WRITE_MESSAGE : NOISE_ACTION_READ_MESSAGE;
  return NOISE_ERROR_NONE;
}

int noise_handshakestate_get_action(const NoiseHandshakeState *state) {
  return state == nullptr ? NOISE_ACTION_NONE : state->action;
}

int noise_handshakestate_write_message(NoiseHandshakeState *state, NoiseBuffer *message, const NoiseBuffer *payload) {
  if (state == nullptr || message == nullptr || message->data == nullptr)
    return NOISE_ERROR_INVALID_PARAM;
  if (state->action != NOISE_ACTION_WRITE_MESSAGE)
    return NOISE_ERROR_INVALID_STATE;
  const size_t payload_size = payload == nullptr ? 0 : payload->size;
  if (payload_size > MAX_MESSAGE_SIZE - KEY_SIZE - MAC_SIZE ||
      message->max_size < KEY_SIZE + payload_size + MAC_SIZE)
    return state->fail(NOISE_ERROR_INVALID_LENGTH);

  state->make_ephemeral();
  if (state->initiates())
    state->symmetric.mix_key_and_hash(state->pre_shared_key);
  memcpy(message->data, state->public_key, KEY_SIZE);
  state->mix_ephemeral(state->public_key);
  if (!state->initiates()) {
    const int error = state->mix_shared_secret();
    if (error != NOISE_ERROR_NONE)
      return state->fail(error);
  }
  if (payload_size > 0)
    memmove(message->data + KEY_SIZE, payload->data, payload_size);
  const int error = state->symmetric.encrypt_and_hash(message->data + KEY_SIZE, payload_size);
  if (error != NOISE_ERROR_NONE)
    return state->fail(error);
  message->size = KEY_SIZE + payload_size + MAC_SIZE;
  state->action = state->initiates() ? NOISE_ACTION_READ_MESSAGE : NOISE_ACTION_SPLIT;
  return NOISE_ERROR_NONE;
}

int noise_handshakestate_read_message(NoiseHandshakeState *state, NoiseBuffer *message, NoiseBuffer *payload) {
  if (state == nullptr || message == nullptr || message->data == nullptr)
    return NOISE_ERROR_INVALID_PARAM;
  if (state->action != NOISE_ACTION_READ_MESSAGE)
    return NOISE_ERROR_INVALID_STATE;
  if (message->size < KEY_SIZE + MAC_SIZE || message->size > MAX_MESSAGE_SIZE)
    return state->fail(NOISE_ERROR_INVALID_LENGTH);

  if (!state->initiates())
    state->symmetric.mix_key_and_hash(state->pre_shared_key);
  memcpy(state->remote_public_key, message->data, KEY_SIZE);
  state->mix_ephemeral(state->remote_public_key);
  if (state->initiates()) {
    const int error = state->mix_shared_secret();
    if (error != NOISE_ERROR_NONE)
      return state->fail(error);
  }
  uint8_t *const data = message->data + KEY_SIZE;
  const size_t size = message->size - KEY_SIZE;
  int error = state->symmetric.decrypt_and_hash(data, size);
  if (error == NOISE_ERROR_NONE && payload != nullptr) {
    if (payload->max_size < size - MAC_SIZE) {
      error = NOISE_ERROR_INVALID_LENGTH;
    } else {
      memmove(payload->data, data, size - MAC_SIZE);
      payload->size = size - MAC_SIZE;
    }
  }
  sodium_memzero(message->data, message->size);
  message->size = 0;
  if (error != NOISE_ERROR_NONE)
    return state->fail(error);
  state->action = state->initiates() ? NOISE_ACTION_SPLIT : NOISE_ACTION_WRITE_MESSAGE;
  return NOISE_ERROR_NONE;
}

int noise_handshakestate_split(NoiseHandshakeState *state, NoiseCipherState **send, NoiseCipherState **receive) {
  if (state == nullptr || send == nullptr || receive == nullptr)
    return NOISE_ERROR_INVALID_PARAM;
  if (state->action != NOISE_ACTION_SPLIT)
    return NOISE_ERROR_INVALID_STATE;
  std::unique_ptr<NoiseCipherState> from_initiator(new (std::nothrow) NoiseCipherState_s{});
  std::unique_ptr<NoiseCipherState> from_responder(new (std::nothrow) NoiseCipherState_s{});
  if (from_initiator == nullptr || from_responder == nullptr)
    return NOISE_ERROR_NO_MEMORY;
  Secret keys[2];
  state->symmetric.split(keys);
  from_initiator->cipher.set_key(keys[0]);
  from_responder->cipher.set_key(keys[1]);
  *send = (state->initiates() ? from_initiator : from_responder).release();
  *receive = (state->initiates() ? from_responder : from_initiator).release();
  state->action = NOISE_ACTION_COMPLETE;
  return NOISE_ERROR_NONE;
}

int noise_cipherstate_encrypt(NoiseCipherState *state, NoiseBuffer *buffer) {
  if (state == nullptr || buffer == nullptr || buffer->data == nullptr)
    return NOISE_ERROR_INVALID_PARAM;
  if (buffer->size > MAX_MESSAGE_SIZE - MAC_SIZE || buffer->max_size < buffer->size + MAC_SIZE)
    return NOISE_ERROR_INVALID_LENGTH;
  const int error = state->cipher.encrypt(buffer->data, buffer->size, nullptr, 0);
  if (error == NOISE_ERROR_NONE)
    buffer->size += MAC_SIZE;
  return error;
}

int noise_cipherstate_decrypt(NoiseCipherState *state, NoiseBuffer *buffer) {
  if (state == nullptr || buffer == nullptr || buffer->data == nullptr)
    return NOISE_ERROR_INVALID_PARAM;
  if (buffer->size < MAC_SIZE || buffer->size > MAX_MESSAGE_SIZE)
    return NOISE_ERROR_INVALID_LENGTH;
  const int error = state->cipher.decrypt(buffer->data, buffer->size, nullptr, 0);
  if (error == NOISE_ERROR_NONE)
    buffer->size -= MAC_SIZE;
  return error;
}

size_t noise_cipherstate_get_mac_length(const NoiseCipherState *state) { return state == nullptr ? 0 : MAC_SIZE; }

int noise_cipherstate_free(NoiseCipherState *state) {
  if (state == nullptr)
    return NOISE_ERROR_INVALID_PARAM;
  delete state;
  return NOISE_ERROR_NONE;
}
