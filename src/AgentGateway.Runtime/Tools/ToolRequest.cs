using System.Text.Json;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Tools;

/// <summary>One call of a tool.</summary>
/// <param name="Caller">Who calls, as the daemon established it, and the directory that the call works in.</param>
/// <param name="Arguments">As the caller sent them, by name.</param>
public sealed record ToolRequest(Caller Caller, IEnumerable<KeyValuePair<string, JsonElement>> Arguments)
{
    /// <param name="caller">As above.</param>
    /// <param name="arguments">An object, or undefined when the call has none.</param>
    public ToolRequest(Caller caller, JsonElement arguments)
        : this(caller, arguments.ValueKind == JsonValueKind.Object
            ? arguments.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value))
            : [])
    {
    }

    /// <summary>
    /// A call that a turn or a task makes: the agent is its caller, or the client that asked for the task.
    /// </summary>
    /// <param name="requester">
    /// The agent or client that is judged, and the key under which a repeated call is the same call.
    /// </param>
    /// <param name="workspace">The directory that the call works in; null for none.</param>
    /// <param name="arguments">An object, or undefined when the call has none.</param>
    public static ToolRequest Of(Requester requester, string? workspace, JsonElement arguments)
    {
        var principal = ClientName.IsClient(requester.Agent)
            ? Principal.Client
            : new(requester.Agent) { Agent = requester.Agent };
        var caller = new Caller(principal, workspace) { Client = ClientName.OfJudged(requester.Agent) };
        return new(caller, arguments) { Requester = requester };
    }

    /// <summary>The turn or task that calls; null for a call that a connection or a person makes by itself.</summary>
    public Requester? Requester { get; init; }

    /// <summary>
    /// The person of a chat whose message the calling turn answers, or for whom the turn works that delegated to it or
    /// made its task, by the name of their principal; null for the operator of this machine.
    /// </summary>
    public string? Person { get; init; }

    /// <summary>
    /// Whether the calling turn or its task was asked for with words that may have come from outside.
    /// </summary>
    public bool IsFromOutside { get; init; }

    /// <summary>Real paths, also outside of the workspace, that the gate has let this call reach.</summary>
    public IReadOnlyList<string> Granted { get; init; } = [];

    /// <summary>
    /// The approval or question that this very call has waited for, when it is made again because that has ended.
    /// </summary>
    public PersonRequestId? Awaited { get; init; }

    /// <summary>
    /// Gets a sentence about the progress of a call that takes long; null when the caller wants no progress.
    /// </summary>
    public IProgress<string>? Progress { get; init; }

    /// <summary>The agent that calls; null for people and programs, and for the tasks that these created.</summary>
    public AgentId? Agent =>
        Requester is { } requester && !ClientName.IsClient(requester.Agent) ? new(requester.Agent) : null;

    /// <summary>The name under which policy judges the call.</summary>
    public string JudgedAs => Requester?.Agent ?? Caller.JudgedAs;

    /// <summary>Whether a person or a program without an agent of its own is behind the call.</summary>
    public bool IsOfClient => ClientName.IsClient(JudgedAs);

    /// <summary>The directory that the caller works in; null for none.</summary>
    public string? Workspace => Caller.Workspace;

    /// <summary>The thread of the turn or task that calls, if any.</summary>
    public ThreadId? Thread => Requester?.Thread;

    /// <summary>The turn that calls, if any.</summary>
    public TurnId? Turn => Requester?.Turn;

    /// <summary>
    /// Stays the same when a turn or a task makes the call again after a crash; null for a direct call.
    /// </summary>
    public string? Key => Requester?.CallKey;
}
