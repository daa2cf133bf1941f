#pragma once

#include <nghttp2/nghttp2.h>

namespace zamer::gateway::http {

// Makes nghttp2 keep an Http2State, its user data, up to date.
void SetCallbacks(nghttp2_session_callbacks* callbacks);

// Where nghttp2 takes the bodies of answers from: the streams of the Http2State.
nghttp2_data_provider BodiesOfAnswers();

}  // namespace zamer::gateway::http
