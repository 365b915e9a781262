using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Memory.Tools;

/// <summary>
/// What a change of memory is worth. An agent's own memory, and that of the person and the directory it works for, is
/// its to keep; the memory of others is not, and neither is who an agent is.
/// </summary>
internal static class MemoryRisk
{
    public static readonly CallFacts OfOthers = new() { Risk = RiskClass.R2 };

    private static readonly CallFacts OfSoul = new() { Risk = RiskClass.R3 };

    /// <summary>A change in the scope that is named.</summary>
    public static CallFacts OfScope(ToolRequest request, string? scope) =>
        MemoryCallers.Scope(request, scope).IsRejected(out _, out var found) || !MemoryCallers.IsOfOthers(request, found)
            ? CallFacts.None
            : OfOthers;

    /// <summary>A change of a document.</summary>
    public static CallFacts OfDocument(ToolRequest request, string name, string? scope, string? text)
    {
        if (DocumentService.Find(request, name, scope).IsRejected(out _, out var found)) return CallFacts.None;
        var facts = found.Name == DocumentNames.Soul ? OfSoul : OfScope(request, found.Scope.ToString());
        return ReferenceEquals(facts, CallFacts.None)
            ? facts
            : facts with { Summary = $"write {found.Name} of {found.Scope}", Preview = text };
    }
}
