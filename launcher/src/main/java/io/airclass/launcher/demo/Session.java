package io.airclass.launcher.demo;

/** Somebody who has signed in. */
public record Session(String username, String accessToken, String refreshToken) {}
