using AgentGateway.Domain.Artifacts;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Artifacts;

namespace AgentGateway.Runtime.Tools;

/// <summary>Keeps what tools produce as artifacts of the work that called them. What cannot be kept is no reason for a tool to fail.</summary>
internal sealed class ToolProducts(ArtifactService artifacts)
{
    /// <summary>A file as it was written; says so in words that follow the tool's own.</summary>
    public Task<string> FileAsync(ToolInvocation call, string tool, string path, string content, CancellationToken cancellationToken) =>
        KeepAsync(call, ArtifactKind.File, tool, path, content, null, cancellationToken);

    public Task<string> PageAsync(ToolInvocation call, string url, string text, CancellationToken cancellationToken) =>
        KeepAsync(call, ArtifactKind.Page, "fetch_url", url, text, null, cancellationToken);

    /// <summary>Everything that a program printed, where its result shows a part only.</summary>
    public async Task<string> OutputAsync(ToolInvocation call, string name, SessionId session, Stream output, CancellationToken cancellationToken) =>
        Say(await artifacts.KeepAsync(new(ArtifactKind.Output, name, call.Key, Origin(call, "run_command") with { Session = session }), output, cancellationToken));

    private async Task<string> KeepAsync(
        ToolInvocation call, ArtifactKind kind, string tool, string name, string content, string? mediaType, CancellationToken cancellationToken) =>
        Say(await artifacts.KeepAsync(new(kind, name, call.Key, Origin(call, tool), mediaType), content, cancellationToken));

    private static string Say(Domain.Outcome<Views.ArtifactView> kept) => kept.IsRejected(out _, out var artifact) ? "" : $" Kept as {artifact.Id}.";

    private static ArtifactOrigin Origin(ToolInvocation call, string tool) => new(
        call.Asker.Agent, call.Asker.Thread, call.Asker.Turn, call.Asker.Task is { } task ? new TaskId(task) : null, null, tool);
}
