#pragma once
// What of ESP-IDF's types the Bluetooth client and the headers that it includes name. Types only, of our own making: enough
// for a compiler to look at the source, not to make a program of.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef int esp_err_t;
enum { ESP_OK = 0, ESP_FAIL = -1 };

// FreeRTOS and the system
typedef int BaseType_t;
typedef uint32_t TickType_t;
typedef void *TaskHandle_t, *SemaphoreHandle_t, *QueueHandle_t;
#define portTICK_PERIOD_MS 1
#define portMAX_DELAY 0xFFFFFFFFu
#define pdTRUE 1
#define pdFALSE 0
#define pdMS_TO_TICKS(ms) (ms)
#define IRAM_ATTR
#define CONFIG_ESP_TASK_WDT_TIMEOUT_S 5
#define configTASK_NOTIFICATION_ARRAY_ENTRIES 2
#define CONFIG_FREERTOS_TASK_NOTIFICATION_ARRAY_ENTRIES 2
BaseType_t xTaskNotifyGiveIndexed(TaskHandle_t task, unsigned index);
void vTaskNotifyGiveIndexedFromISR(TaskHandle_t task, unsigned index, BaseType_t *woken);
uint32_t ulTaskNotifyTakeIndexed(unsigned index, BaseType_t clear, TickType_t ticks);
BaseType_t xPortInIsrContext();
void vPortYield();
void vTaskDelay(TickType_t ticks);
esp_err_t esp_task_wdt_reset();
uint32_t esp_cpu_get_cycle_count();
SemaphoreHandle_t xSemaphoreCreateMutex();
BaseType_t xSemaphoreTake(SemaphoreHandle_t semaphore, TickType_t ticks);
BaseType_t xSemaphoreGive(SemaphoreHandle_t semaphore);
[[noreturn]] void esp_system_abort(const char *details);
#define MALLOC_CAP_8BIT 4
#define MALLOC_CAP_SPIRAM 1024
#define MALLOC_CAP_INTERNAL 2048
size_t heap_caps_get_free_size(uint32_t caps);
size_t heap_caps_get_largest_free_block(uint32_t caps);
void *heap_caps_malloc(size_t size, uint32_t caps);
void *heap_caps_realloc(void *pointer, size_t size, uint32_t caps);
void *heap_caps_malloc_prefer(size_t size, size_t count, ...);
void *heap_caps_realloc_prefer(void *pointer, size_t size, size_t count, ...);
void heap_caps_free(void *pointer);

// Bluetooth: addresses and numbers
typedef uint8_t esp_bd_addr_t[6];
typedef uint8_t esp_gatt_if_t;
typedef uint8_t esp_gatt_char_prop_t;
typedef uint8_t esp_ble_auth_req_t;
#define ESP_GATT_IF_NONE 0xff
#define ESP_GATT_CHAR_PROP_BIT_READ (1 << 1)
#define ESP_GATT_CHAR_PROP_BIT_NOTIFY (1 << 4)
#define ESP_GATT_CHAR_PROP_BIT_INDICATE (1 << 5)
#define ESP_UUID_LEN_16 2
#define ESP_UUID_LEN_32 4
#define ESP_UUID_LEN_128 16
typedef struct {
  uint16_t len;
  union {
    uint16_t uuid16;
    uint32_t uuid32;
    uint8_t uuid128[16];
  } uuid;
} esp_bt_uuid_t;
typedef struct {
  esp_bt_uuid_t uuid;
  uint8_t inst_id;
} esp_gatt_id_t;
#define ESP_BLE_ADV_DATA_LEN_MAX 31
#define ESP_BLE_SCAN_RSP_DATA_LEN_MAX 31
typedef enum { BLE_ADDR_TYPE_PUBLIC, BLE_ADDR_TYPE_RANDOM } esp_ble_addr_type_t;
typedef enum { ESP_BT_STATUS_SUCCESS } esp_bt_status_t;
typedef enum {
  ESP_GATT_OK = 0,
  ESP_GATT_INSUF_AUTHENTICATION = 5,
  ESP_GATT_INSUF_AUTHORIZATION = 8,
  ESP_GATT_INSUF_ENCRYPTION = 15,
  ESP_GATT_NO_RESOURCES = 0x80,
} esp_gatt_status_t;
typedef enum { ESP_GATT_WRITE_TYPE_NO_RSP = 1, ESP_GATT_WRITE_TYPE_RSP } esp_gatt_write_type_t;
typedef enum { ESP_GATT_AUTH_REQ_NONE } esp_gatt_auth_req_t;
typedef enum { ESP_GATT_CONN_UNKNOWN } esp_gatt_conn_reason_t;
typedef int esp_ble_io_cap_t;
enum { ESP_IO_CAP_OUT, ESP_IO_CAP_IO, ESP_IO_CAP_IN, ESP_IO_CAP_NONE, ESP_IO_CAP_KBDISP };
enum {
  ESP_LE_AUTH_NO_BOND,
  ESP_LE_AUTH_BOND,
  ESP_LE_AUTH_REQ_MITM = 4,
  ESP_LE_AUTH_REQ_BOND_MITM,
  ESP_LE_AUTH_REQ_SC_ONLY = 8,
  ESP_LE_AUTH_REQ_SC_BOND,
  ESP_LE_AUTH_REQ_SC_MITM = 12,
  ESP_LE_AUTH_REQ_SC_MITM_BOND,
};
typedef enum { ESP_BLE_SEC_ENCRYPT = 1 } esp_ble_sec_act_t;

// What happens in the client
typedef enum {
  ESP_GATTC_REG_EVT,
  ESP_GATTC_OPEN_EVT,
  ESP_GATTC_READ_CHAR_EVT,
  ESP_GATTC_WRITE_CHAR_EVT,
  ESP_GATTC_CLOSE_EVT,
  ESP_GATTC_SEARCH_CMPL_EVT,
  ESP_GATTC_WRITE_DESCR_EVT,
  ESP_GATTC_NOTIFY_EVT,
  ESP_GATTC_REG_FOR_NOTIFY_EVT,
  ESP_GATTC_DISCONNECT_EVT,
} esp_gattc_cb_event_t;
typedef struct {
  esp_gatt_status_t status;
  uint16_t conn_id, handle;
  uint8_t *value;
  uint16_t value_len;
} gattc_read_char_evt_param;
typedef struct {
  esp_gatt_status_t status;
  uint16_t conn_id, handle, offset;
} gattc_write_evt_param;
typedef struct {
  uint16_t conn_id;
  esp_bd_addr_t remote_bda;
  uint16_t handle, value_len;
  uint8_t *value;
  bool is_notify;
} gattc_notify_evt_param;
typedef union {
  gattc_read_char_evt_param read;
  gattc_write_evt_param write;
  gattc_notify_evt_param notify;
} esp_ble_gattc_cb_param_t;
typedef enum { ESP_GATTS_REG_EVT } esp_gatts_cb_event_t;
typedef union {
  int nothing;
} esp_ble_gatts_cb_param_t;
typedef enum { ESP_GAP_BLE_AUTH_CMPL_EVT } esp_gap_ble_cb_event_t;
typedef struct {
  esp_bd_addr_t bd_addr;
  bool success;
} esp_ble_auth_cmpl_t;
typedef union {
  union {
    esp_ble_auth_cmpl_t auth_cmpl;
  } ble_security;
} esp_ble_gap_cb_param_t;

esp_err_t esp_ble_gattc_read_char(esp_gatt_if_t gattc_if, uint16_t conn_id, uint16_t handle, esp_gatt_auth_req_t auth_req);
esp_err_t esp_ble_gattc_write_char(esp_gatt_if_t gattc_if, uint16_t conn_id, uint16_t handle, uint16_t value_len,
                                   uint8_t *value, esp_gatt_write_type_t write_type, esp_gatt_auth_req_t auth_req);
