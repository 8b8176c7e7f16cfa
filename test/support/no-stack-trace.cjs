"use strict";
/** In place of the one in cdktf and constructs, which is for people who look for where a token was made. */
exports.captureStackTrace = () => [];
