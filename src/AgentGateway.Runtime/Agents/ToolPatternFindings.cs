using AgentGateway.Domain;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Tools;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Agents;

/// <summary>
/// Patterns in agents' definitions (<c>tools:</c>) that fit no tool: a misspelt one would give nothing, or take nothing
/// away, in silence. They are told to doctor, and in the log when agents are loaded.
/// </summary>
internal sealed partial class ToolPatternFindings(
    AgentCatalogue agents, ToolCatalogue tools, ILogger<ToolPatternFindings> log) : IFindingSource, IDisposable
{
    private readonly Lock _telling = new();
    private HashSet<string> _told = [];

    public IEnumerable<Finding> Find()
    {
        var offered = tools.OfAgents;
        string[] names = [.. offered.SelectMany(tool => (string[])[tool.Name, tool.Toolset]).Distinct()];
        return
            from agent in agents.Roster.Agents
            from pattern in ToolPatterns.WithoutTool(agent.Tools ?? [], offered)
            select Finding.Warn(
                "tools", $"{agent.Id}: the pattern \"{pattern}\" under tools fits no tool.", HintFor(pattern, names));
    }

    /// <summary>Tells the log now, and again when a change of the agents brings others.</summary>
    public void Start()
    {
        agents.Changed += Tell;
        Tell();
    }

    public void Dispose() => agents.Changed -= Tell;

    private void Tell()
    {
        lock (_telling)
        {
            var found = Find().ToList();
            foreach (var finding in found.Where(finding => !_told.Contains(finding.Message)))
                FitsNoTool(finding.Message, finding.Hint!);
            _told = [.. found.Select(finding => finding.Message)];
        }
    }

    private static string HintFor(string pattern, IReadOnlyList<string> names)
    {
        var near = NearestNames.Of(pattern.Trim('!', '*', '_'), names);
        var meant = near.Count switch
        {
            0 => "Name a tool or a toolset; agw://docs/agents says how.",
            1 => $"The nearest name is {near[0]}.",
            _ => $"The nearest names are {string.Join(", ", near)}.",
        };
        return $"{meant} Tools of an outside MCP server count once it has been reached.";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem} {Hint}")]
    private partial void FitsNoTool(string problem, string hint);
}
