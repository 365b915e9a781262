using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Threads;

/// <summary>One message of a thread, as it is stored and shown.</summary>
/// <param name="Seq">Its number in the thread, from 1.</param>
/// <param name="Author">
/// An agent's id, a principal's name (<c>operator</c>, <c>client</c> …), <c>daemon</c>, or for a result the tool's
/// name.
/// </param>
/// <param name="Turn">The turn that produced it, or that it asks for.</param>
public sealed record Message(
    MessageId Id,
    long Seq,
    MessageRole Role,
    string Author,
    string Text,
    Visibility Visibility,
    TurnId? Turn = null)
{
    /// <summary>The client from which a principal sent it; null where none is known.</summary>
    public ClientIdentity? Client { get; init; }

    /// <summary>Who wrote it in a chat; null for a message from elsewhere.</summary>
    public Speaker? Speaker { get; init; }

    /// <summary>
    /// For whom an agent made the task whose prompt it is; null where that was for the operator, and for every other
    /// message.
    /// </summary>
    public DelegatedFor? WorksFor { get; init; }

    /// <summary>When it was said in the program that it was imported from; null for a message of the gateway.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>The one agent that a hidden message is for; null for every owner of the thread.</summary>
    public AgentId? For { get; init; }

    /// <summary>What an assistant's message asks to be called; null otherwise.</summary>
    public IReadOnlyList<ToolCall>? ToolCalls { get; init; }

    /// <summary>Which call a tool's message answers.</summary>
    public string? ToolCallId { get; init; }

    /// <summary>Files that the message refers to, with their content as it was when the message was sent.</summary>
    public IReadOnlyList<Attachment>? Attachments { get; init; }

    /// <summary>The model that wrote it.</summary>
    public string? Model { get; init; }

    public TokenUsage? Usage { get; init; }

    /// <summary>Whether the turn ended before the text did.</summary>
    public bool Partial { get; init; }
}

/// <summary>A call that a model asks for. <paramref name="Arguments"/> is the JSON text as the model gave it.</summary>
public sealed record ToolCall(string Id, string Tool, string Arguments);

/// <summary>
/// A file's name relative to the workspace and its text, cut at the limit (<paramref name="Truncated"/>).
/// </summary>
public sealed record Attachment(string Name, string Content, bool Truncated = false)
{
    /// <summary>The artifact that has all of the file; null where the content is all that there is.</summary>
    public ArtifactId? Artifact { get; init; }
}
