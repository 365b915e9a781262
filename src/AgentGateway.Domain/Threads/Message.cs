using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>One message of a thread, as it is stored and shown.</summary>
/// <param name="Seq">Its number in the thread, from 1.</param>
/// <param name="Author">
/// An agent's id, a principal's name (<c>operator</c>, <c>client</c> …), <c>daemon</c>, or for a result the tool's
/// name.
/// </param>
/// <param name="Turn">The turn that produced it, or that it asks for.</param>
/// <param name="ToolCalls">What an assistant's message asks to be called; empty otherwise.</param>
/// <param name="ToolCallId">Which call a tool's message answers.</param>
/// <param name="Attachments">
/// Files that the message refers to, with their content as it was when the message was sent.
/// </param>
/// <param name="Partial">The turn ended before the text did.</param>
public sealed record Message(
    MessageId Id,
    long Seq,
    MessageRole Role,
    string Author,
    string Text,
    Visibility Visibility,
    TurnId? Turn = null,
    IReadOnlyList<ToolCall>? ToolCalls = null,
    string? ToolCallId = null,
    IReadOnlyList<Attachment>? Attachments = null,
    string? Model = null,
    TokenUsage? Usage = null,
    bool Partial = false);

/// <summary>A call that a model asks for. <paramref name="Arguments"/> is the JSON text as the model gave it.</summary>
public sealed record ToolCall(string Id, string Tool, string Arguments);

/// <summary>
/// A file's name relative to the workspace and its text, cut at the limit (<paramref name="Truncated"/>).
/// </summary>
public sealed record Attachment(string Name, string Content, bool Truncated = false);
