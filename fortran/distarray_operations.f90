! The numbers of the element-wise functions, as distarray.h has them.
! SPDX-License-Identifier: BSD-3-Clause
module distarray_operations
  use, intrinsic :: iso_c_binding, only: c_int32_t
  implicit none
  private

  ! Of one operand.
  integer(c_int32_t), parameter, public :: DA_OP_ABSOLUTE = 1
  integer(c_int32_t), parameter, public :: DA_OP_FABS = 2
  integer(c_int32_t), parameter, public :: DA_OP_SIGN = 3
  integer(c_int32_t), parameter, public :: DA_OP_POSITIVE = 4
  integer(c_int32_t), parameter, public :: DA_OP_NEGATIVE = 5
  integer(c_int32_t), parameter, public :: DA_OP_CONJUGATE = 6
  integer(c_int32_t), parameter, public :: DA_OP_RECIPROCAL = 7
  integer(c_int32_t), parameter, public :: DA_OP_SQUARE = 8
  integer(c_int32_t), parameter, public :: DA_OP_SQRT = 9
  integer(c_int32_t), parameter, public :: DA_OP_CBRT = 10
  integer(c_int32_t), parameter, public :: DA_OP_EXP = 11
  integer(c_int32_t), parameter, public :: DA_OP_EXP2 = 12
  integer(c_int32_t), parameter, public :: DA_OP_EXPM1 = 13
  integer(c_int32_t), parameter, public :: DA_OP_LOG = 14
  integer(c_int32_t), parameter, public :: DA_OP_LOG2 = 15
  integer(c_int32_t), parameter, public :: DA_OP_LOG10 = 16
  integer(c_int32_t), parameter, public :: DA_OP_LOG1P = 17
  integer(c_int32_t), parameter, public :: DA_OP_SIN = 18
  integer(c_int32_t), parameter, public :: DA_OP_COS = 19
  integer(c_int32_t), parameter, public :: DA_OP_TAN = 20
  integer(c_int32_t), parameter, public :: DA_OP_ARCSIN = 21
  integer(c_int32_t), parameter, public :: DA_OP_ARCCOS = 22
  integer(c_int32_t), parameter, public :: DA_OP_ARCTAN = 23
  integer(c_int32_t), parameter, public :: DA_OP_SINH = 24
  integer(c_int32_t), parameter, public :: DA_OP_COSH = 25
  integer(c_int32_t), parameter, public :: DA_OP_TANH = 26
  integer(c_int32_t), parameter, public :: DA_OP_ARCSINH = 27
  integer(c_int32_t), parameter, public :: DA_OP_ARCCOSH = 28
  integer(c_int32_t), parameter, public :: DA_OP_ARCTANH = 29
  integer(c_int32_t), parameter, public :: DA_OP_DEG2RAD = 30
  integer(c_int32_t), parameter, public :: DA_OP_RAD2DEG = 31
  integer(c_int32_t), parameter, public :: DA_OP_RINT = 32
  integer(c_int32_t), parameter, public :: DA_OP_FLOOR = 33
  integer(c_int32_t), parameter, public :: DA_OP_CEIL = 34
  integer(c_int32_t), parameter, public :: DA_OP_TRUNC = 35
  integer(c_int32_t), parameter, public :: DA_OP_ISNAN = 36
  integer(c_int32_t), parameter, public :: DA_OP_ISINF = 37
  integer(c_int32_t), parameter, public :: DA_OP_ISFINITE = 38
  integer(c_int32_t), parameter, public :: DA_OP_SIGNBIT = 39
  integer(c_int32_t), parameter, public :: DA_OP_SPACING = 40
  integer(c_int32_t), parameter, public :: DA_OP_LOGICAL_NOT = 41
  integer(c_int32_t), parameter, public :: DA_OP_INVERT = 42
  integer(c_int32_t), parameter, public :: DA_OP_BITWISE_COUNT = 43
  integer(c_int32_t), parameter, public :: DA_OP_FREXP = 44
  integer(c_int32_t), parameter, public :: DA_OP_MODF = 45

  ! Of two operands.
  integer(c_int32_t), parameter, public :: DA_OP_ADD = 101
  integer(c_int32_t), parameter, public :: DA_OP_SUBTRACT = 102
  integer(c_int32_t), parameter, public :: DA_OP_MULTIPLY = 103
  integer(c_int32_t), parameter, public :: DA_OP_TRUE_DIVIDE = 104
  integer(c_int32_t), parameter, public :: DA_OP_FLOOR_DIVIDE = 105
  integer(c_int32_t), parameter, public :: DA_OP_REMAINDER = 106
  integer(c_int32_t), parameter, public :: DA_OP_FMOD = 107
  integer(c_int32_t), parameter, public :: DA_OP_POWER = 108
  integer(c_int32_t), parameter, public :: DA_OP_FLOAT_POWER = 109
  integer(c_int32_t), parameter, public :: DA_OP_ARCTAN2 = 110
  integer(c_int32_t), parameter, public :: DA_OP_HYPOT = 111
  integer(c_int32_t), parameter, public :: DA_OP_LOGADDEXP = 112
  integer(c_int32_t), parameter, public :: DA_OP_LOGADDEXP2 = 113
  integer(c_int32_t), parameter, public :: DA_OP_MAXIMUM = 114
  integer(c_int32_t), parameter, public :: DA_OP_MINIMUM = 115
  integer(c_int32_t), parameter, public :: DA_OP_FMAX = 116
  integer(c_int32_t), parameter, public :: DA_OP_FMIN = 117
  integer(c_int32_t), parameter, public :: DA_OP_COPYSIGN = 118
  integer(c_int32_t), parameter, public :: DA_OP_NEXTAFTER = 119
  integer(c_int32_t), parameter, public :: DA_OP_LDEXP = 120
  integer(c_int32_t), parameter, public :: DA_OP_HEAVISIDE = 121
  integer(c_int32_t), parameter, public :: DA_OP_GCD = 122
  integer(c_int32_t), parameter, public :: DA_OP_LCM = 123
  integer(c_int32_t), parameter, public :: DA_OP_BITWISE_AND = 124
  integer(c_int32_t), parameter, public :: DA_OP_BITWISE_OR = 125
  integer(c_int32_t), parameter, public :: DA_OP_BITWISE_XOR = 126
  integer(c_int32_t), parameter, public :: DA_OP_LEFT_SHIFT = 127
  integer(c_int32_t), parameter, public :: DA_OP_RIGHT_SHIFT = 128
  integer(c_int32_t), parameter, public :: DA_OP_LOGICAL_AND = 129
  integer(c_int32_t), parameter, public :: DA_OP_LOGICAL_OR = 130
  integer(c_int32_t), parameter, public :: DA_OP_LOGICAL_XOR = 131
  integer(c_int32_t), parameter, public :: DA_OP_LESS = 132
  integer(c_int32_t), parameter, public :: DA_OP_LESS_EQUAL = 133
  integer(c_int32_t), parameter, public :: DA_OP_EQUAL = 134
  integer(c_int32_t), parameter, public :: DA_OP_NOT_EQUAL = 135
  integer(c_int32_t), parameter, public :: DA_OP_GREATER = 136
  integer(c_int32_t), parameter, public :: DA_OP_GREATER_EQUAL = 137
  integer(c_int32_t), parameter, public :: DA_OP_DIVMOD = 138
end module distarray_operations
