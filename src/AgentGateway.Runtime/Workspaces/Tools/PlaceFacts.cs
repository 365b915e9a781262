using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Workspaces.Tools;

/// <summary>What a call touches that names the place in which something is to work.</summary>
internal static class PlaceFacts
{
    /// <summary>
    /// The same facts for work in that directory. A client works where it says, because its own user answers for it. An
    /// agent has the workspace of its thread and those that it made; any other place is judged as a path that it
    /// touches.
    /// </summary>
    /// <param name="use">What the work may do there.</param>
    /// <param name="madeAs">Whom policy judged when a workspace was made of the directory; null for none.</param>
    public static CallFacts In(
        this CallFacts facts, ToolRequest request, string directory, PathUse use, string? madeAs = null) =>
        request.IsOfClient || madeAs == request.JudgedAs
            ? facts with { Workspace = directory }
            : facts with { Paths = [.. facts.Paths, (directory, use)] };

    /// <inheritdoc cref="In(CallFacts, ToolRequest, string, PathUse, string)"/>
    public static CallFacts In(this CallFacts facts, ToolRequest request, WorkspaceLocation place, PathUse use) =>
        facts.In(request, place.Directory, use, place.JudgedAs);
}
