namespace AgentGateway.Domain.ChatAccess;

/// <summary>What the journal and its checks know of access by chat.</summary>
public static class ChatAccessStream
{
    public static StreamKind<ChatAccessMachine, ChatAccessState, ChatAccessCommand> Kind { get; } = new(
        () => ChatAccessJson.Plain.ChatAccessState,
        [
            EventKind.Of("chat_access.code_given", () => ChatAccessJson.Plain.PairingCodeGiven),
            EventKind.Of("chat_access.invited", () => ChatAccessJson.Plain.InvitationGiven),
            EventKind.Of("chat_access.paired", () => ChatAccessJson.Plain.PersonPaired),
            EventKind.Of("chat_access.removed", () => ChatAccessJson.Plain.PersonRemoved),
            EventKind.Of("chat_access.paused", () => ChatAccessJson.Plain.GatewayPaused),
        ]);
}
