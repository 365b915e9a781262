namespace AgentGateway.Gateways.Platforms;

/// <summary>A conversation on a platform; it is bound to one thread of the gateway.</summary>
/// <param name="Platform"><c>telegram</c>, <c>discord</c>, <c>slack</c>.</param>
/// <param name="Account">The bot's own id there, so that two bots never share a conversation.</param>
/// <param name="Chat">
/// The chat or channel. A Discord thread has its parent channel here.
/// </param>
/// <param name="Thread">
/// The topic, thread or root message within it; null where the chat is one conversation, as a direct message is.
/// </param>
public sealed record ChatAddress(string Platform, string Account, string Chat, string? Thread = null);
