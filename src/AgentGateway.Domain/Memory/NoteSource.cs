using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Memory;

/// <summary>Where a note was learned; each part is null where it has none.</summary>
/// <param name="Range">Of a session: the offsets of its output, as <c>FROM-TO</c> in bytes.</param>
/// <param name="File">A path.</param>
/// <param name="Url">An address.</param>
public sealed record NoteSource(
    ThreadId? Thread = null,
    MessageId? Message = null,
    SessionId? Session = null,
    string? Range = null,
    string? File = null,
    string? Url = null)
{
    public static readonly NoteSource None = new();
}
