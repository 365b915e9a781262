namespace AgentGateway.Runtime.Attention;

/// <summary>Something in the inbox of the person.</summary>
/// <param name="Kind">approval, question, session, task or reply.</param>
/// <param name="Id">Of the approval, the question, the session or the task; of a reply, its thread.</param>
/// <param name="Text">One line, without secrets and without characters that hide.</param>
/// <param name="Since">Since when it stands so.</param>
/// <param name="Command">What deals with it at the command line.</param>
/// <param name="Waits">It does not go on without the person.</param>
public sealed record AttentionItemView(
    string Kind, string Id, string Text, DateTimeOffset Since, string Command, bool Waits);
