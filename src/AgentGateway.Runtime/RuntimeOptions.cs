using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Gate;
using AgentGateway.Runtime.Artifacts;
using AgentGateway.Runtime.McpServers;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime;

/// <summary>What the workshop is set up with.</summary>
public sealed record RuntimeOptions
{
    public ThreadOptions Threads { get; init; } = new();

    public ParticipantOptions Participants { get; init; } = new();

    public PromptOptions Prompts { get; init; } = new();

    public ApprovalOptions Approvals { get; init; } = new();

    public GateOptions Gate { get; init; } = new();

    /// <summary>Sections that other parts of the daemon put into prompts.</summary>
    public IReadOnlyList<PromptSectionSource> PromptSections { get; init; } = [];

    public SessionOptions Sessions { get; init; } = new();

    /// <summary>Where terminal sessions live; null where there are none.</summary>
    public SessionPlaces? Places { get; init; }

    /// <summary>Where the output of sessions is searched; null where it is not.</summary>
    public IOutputIndex? OutputIndex { get; init; }

    /// <summary>The daemon's own data directory, which no workspace and no file tool reaches; null where there is none.</summary>
    public string? ProtectedDirectory { get; init; }

    public ArtifactOptions Artifacts { get; init; } = new();

    /// <summary>This machine as policy knows it.</summary>
    internal PolicyPlaces PolicyPlaces => Gate.Places ?? GatePlaces.Of([ProtectedDirectory, .. Places?.HiddenPaths ?? []]);

    /// <summary>Outside MCP servers whose tools agents have; null where there are none.</summary>
    public McpServerOptions? McpServers { get; init; }

    public TaskOptions Tasks { get; init; } = new();

    public WorkspaceOptions Workspaces { get; init; } = new();

    /// <summary>The daemon's own environment; what it runs for a workspace inherits of it what is allowed by name.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
