package io.airclass.roster.account;

/**
 * An account that an import asks for.
 *
 * @param username normalised
 * @param password as it was sent, or empty where the person gets one later; never printed
 */
public record NewAccount(String personId, String username, String password) {
    @Override
    public String toString() {
        return "NewAccount[" + personId + "]";
    }
}
