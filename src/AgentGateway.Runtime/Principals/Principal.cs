using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Principals;

/// <summary>
/// Who speaks, as the daemon established it: never as an argument says. <c>operator</c> is the person at this machine;
/// <c>client</c> is the holder of the default token or a client of the bridge, where usually a model speaks.
/// </summary>
public sealed record Principal(string Name)
{
    public static readonly Principal Operator = new("operator") { IsLocal = true, ApproveUpTo = RiskClass.R4 };
    public static readonly Principal Client = new(ClientName.Any);

    /// <summary>
    /// The person at the local command line, whom policy limits only by its hard denies.
    /// </summary>
    public bool IsLocal { get; init; }

    /// <summary>The highest risk that it may approve; null: none.</summary>
    public RiskClass? ApproveUpTo { get; init; }

    /// <summary>
    /// The agent that everything under its token is authored by; an agent never approves. Null: no agent.
    /// </summary>
    public string? Agent { get; init; }

    public Approver Approver => new(Name, Agent is null ? ApproveUpTo : null, Agent, IsLocal);
}

/// <summary>A principal at one front end.</summary>
/// <param name="Workspace">
/// The directory that threads it creates work in, unless it names another; null for none.
/// </param>
public sealed record Caller(Principal Principal, string? Workspace = null)
{
    /// <summary>
    /// The name that the client's program gives itself when it connects; no argument of a call sets it. A claim. Null
    /// where it gives none.
    /// </summary>
    public ClientName? Client { get; init; }

    /// <summary>The client as messages show it; null where it gives no name, and for a person in a chat.</summary>
    public ClientIdentity? Identity => Client is null || Speaker is not null ? null : new(Client.Value, Workspace);

    /// <summary>
    /// The person in a chat who calls, as its platform shows them. Policy judges them under the name that
    /// <see cref="Client"/> has. Null elsewhere.
    /// </summary>
    public Speaker? Speaker { get; init; }

    /// <summary>The name under which policy judges what it calls directly.</summary>
    public string JudgedAs => Principal.Agent ?? Client?.JudgedAs ?? ClientName.Any;

    /// <summary>Where its process stands.</summary>
    public CallerOrigin Origin { get; init; } = CallerOrigin.Outside;

    /// <summary>
    /// The terminal that the local command line runs at, as the daemon found out: another one has another name, and so
    /// has the same one after another login. Null where it has none.
    /// </summary>
    public string? Terminal { get; init; }

    /// <summary>Its rights to decide, less those that a process inside has not.</summary>
    public Approver Approver
    {
        get
        {
            var own = Principal.Approver;
            return own.UpTo is null ? own : own with { Inside = Origin.IsInside };
        }
    }

    /// <summary>The person behind its client, who answers in a dialogue of that client.</summary>
    public Approver Elicited => Principal.Approver with
    {
        Name = $"{Principal.Name}'s user", Elicited = true, Local = false, Inside = Origin.IsInside,
    };

    /// <summary>Which tools its connection lists; null where there is no list, and where all are listed.</summary>
    public ToolSelection? Tools { get; init; }

    /// <summary>
    /// Why the directory in which its connection works is no workspace; null where it is one, and where there is none.
    /// </summary>
    public string? WhyNoWorkspace { get; init; }
}
