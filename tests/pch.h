// Precompiled for the test programs.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>
