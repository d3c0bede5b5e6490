package io.airclass.launcher;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Asks once whether a process answers; within two seconds, and no instead of a failure. */
final class Readiness {

    private static final int TIMEOUT_MILLIS = 2000;

    private Readiness() {}

    /** {@code http:} must answer 200 to a GET, {@code kafka:} must speak the protocol, {@code tcp:} must accept a connection. */
    static boolean answers(URI probe) {
        try {
            return switch (probe.getScheme()) {
                case "http" -> httpAnswers(probe);
                case "kafka" -> kafkaAnswers(probe);
                case "tcp" -> tcpAnswers(probe);
                default -> throw new IllegalArgumentException("No way to probe " + probe);
            };
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean httpAnswers(URI probe) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } finally {
            connection.disconnect();
        }
    }

    private static boolean tcpAnswers(URI probe) throws IOException {
        try (Socket socket = connect(probe)) {
            return socket.isConnected();
        }
    }

    /** A broker listens some time before it answers, so it is asked which versions it speaks. */
    private static boolean kafkaAnswers(URI probe) throws IOException {
        try (Socket socket = connect(probe)) {
            short apiVersions = 18;
            int correlation = 25;
            DataOutputStream request = new DataOutputStream(socket.getOutputStream());
            request.writeInt(10);
            request.writeShort(apiVersions);
            request.writeShort(0);
            request.writeInt(correlation);
            request.writeShort(-1);
            request.flush();
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            return answer.readInt() > 0 && answer.readInt() == correlation;
        }
    }

    private static Socket connect(URI probe) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(probe.getHost(), probe.getPort()), TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
