// What almost every translation unit outside domain/ includes anyway.
#pragma once
#include <grpcpp/grpcpp.h>
#include <spdlog/spdlog.h>

#include <asio.hpp>

#include "pch_pure.h"
