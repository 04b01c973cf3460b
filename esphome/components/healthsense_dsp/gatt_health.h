#pragma once

// The Bluetooth health profiles: bytes of a characteristic in, a struct or an error that names the field out.
//
// Every parse_... takes any bytes of any length and fills `out` anew. `Error` is false when all is well; otherwise `out`
// is not to be used. Nothing is allocated or kept, `data` is not needed afterwards. What the wire holds stays whole
// (Decimal, steps); the functions that give a float are the edge. No clinical range is judged here.
//
// Reserved flags are ignored, and with them the bytes after the last known field; without them those bytes are an error.
// Reserved bits of a status, and ids beyond those known, are given as received.

#include "gatt_body.h"
#include "gatt_cgm.h"
#include "gatt_glucose.h"
#include "gatt_heart.h"
#include "gatt_oximeter.h"
#include "gatt_records.h"
