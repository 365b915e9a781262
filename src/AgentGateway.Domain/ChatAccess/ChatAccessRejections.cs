namespace AgentGateway.Domain.ChatAccess;

/// <summary>Why a command about access is refused.</summary>
public static class ChatAccessRejections
{
    public static readonly Rejection UnknownCode = new(
        "unknown_code",
        "No such code waits: it is wrong, was used, or is older than an hour.",
        "Write to the bot again; it gives another code.");

    public static readonly Rejection TooManyCodes = new(
        "too_many_codes",
        "Three codes wait already.",
        "Confirm one with agw gateways pair CODE, or wait an hour.");

    public static readonly Rejection UnknownPerson = new(
        "unknown_person", "This person was not let in by pairing.", "agw gateways people lists who was.");
}
