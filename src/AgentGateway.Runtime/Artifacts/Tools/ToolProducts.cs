using AgentGateway.Domain;
using AgentGateway.Domain.Artifacts;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Artifacts.Tools;

/// <summary>
/// Keeps what tools produce as artifacts of the turn or task that called them. A product that cannot be kept does not
/// make its tool fail, and a call outside of a turn or task keeps nothing. Each method answers a sentence to append to
/// the tool's answer, or an empty text.
/// </summary>
public sealed class ToolProducts(ArtifactService artifacts)
{
    /// <summary>A file as it was written.</summary>
    public Task<string> FileAsync(
        ToolRequest request, string tool, string path, string content, CancellationToken cancellationToken) =>
        KeepAsync(request, ArtifactKind.File, tool, path, content, cancellationToken);

    public Task<string> PageAsync(
        ToolRequest request, string tool, string url, string text, CancellationToken cancellationToken) =>
        KeepAsync(request, ArtifactKind.Page, tool, url, text, cancellationToken);

    /// <summary>
    /// Everything that a program printed in a session, where the tool's answer shows only some of it.
    /// </summary>
    public async Task<string> OutputAsync(
        ToolRequest request,
        string tool,
        string name,
        SessionId session,
        Stream output,
        CancellationToken cancellationToken)
    {
        if (OriginOf(request, tool) is not { } origin) return "";
        var kept = new KeepArtifact(ArtifactKind.Output, name, request.Key!, origin with { Session = session });
        return Sentence(await artifacts.KeepAsync(kept, output, cancellationToken));
    }

    private async Task<string> KeepAsync(
        ToolRequest request,
        ArtifactKind kind,
        string tool,
        string name,
        string content,
        CancellationToken cancellationToken) =>
        OriginOf(request, tool) is { } origin
            ? Sentence(await artifacts.KeepAsync(new(kind, name, request.Key!, origin), content, cancellationToken))
            : "";

    private static string Sentence(Outcome<ArtifactView> kept) =>
        kept.IsRejected(out _, out var artifact) ? "" : $" Kept as {artifact.Id}.";

    private static ArtifactOrigin? OriginOf(ToolRequest request, string tool) => request.Requester is { } work
        ? new(work.Agent, work.Thread, work.Turn, work.Task, null, tool)
        : null;
}
