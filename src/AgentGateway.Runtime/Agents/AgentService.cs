using AgentGateway.Domain;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Agents.Registration;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Agents;

/// <summary>
/// Answers what front ends ask about agents, also about connected ones. A connected agent belongs to the
/// principal that first registered it: no other principal can renew it, read its inbox or answer its turns.
/// </summary>
public sealed class AgentService(
    MachineHost<AgentRegistrationMachine, AgentRegistrationState, RegisterAgent> registrations,
    AgentCatalogue catalogue,
    AgentDrivers drivers,
    ConnectedInbox inbox,
    StoredThreads records,
    ClientLimits limits,
    IIdSource ids) : ILoadAtStart, IDisposable
{
    private const int InboxMax = 20;
    private const int InboxMessagesMax = 30;
    private const int DescriptionCharactersMax = 2000;

    /// <summary>
    /// One registration is checked and published at a time, because aliases are unique among all agents.
    /// </summary>
    private readonly SemaphoreSlim _registering = new(1, 1);

    public AgentListView List() => new([.. catalogue.Roster.Agents.Select(View)]);

    public Outcome<AgentEnvelope> Get(string agent) =>
        catalogue.Roster.Find(agent) is { } found
            ? new AgentEnvelope(View(found))
            : ThreadRejections.UnknownAgent(agent);

    /// <summary>Registers a connected agent for this principal, or renews it.</summary>
    public async Task<Outcome<AgentEnvelope>> RegisterAsync(
        Caller caller, string id, string? name, IReadOnlyList<string>? aliases, string? description,
            CancellationToken cancellationToken)
    {
        var agent = AgentNames.Canonical(id);
        var command = new RegisterAgent(
            caller.Principal.Name,
            string.IsNullOrWhiteSpace(name) ? agent.Value : name.Trim(),
            [.. (aliases ?? []).Select(alias => alias.Trim().ToLowerInvariant())],
            string.IsNullOrWhiteSpace(description) ? null : description.Trim());
        await _registering.WaitAsync(cancellationToken);
        try
        {
            if (Refuse(agent, command) is { } refused) return refused;
            if (catalogue.Roster.Find(agent.Value) is null && !HasRoom(caller.Principal.Name))
                return new Rejection(
                    "too_many_agents",
                    $"You have registered {limits.AgentsMax} agents, as many as one client may.",
                    "Register again under one of your ids; a person raises Limits:AgentsMax.");
            var outcome = await registrations.SendAsync(
                agent.Value, command, new(caller.Principal.Name, ids.Next().Now), cancellationToken);
            if (outcome.IsRejected(out var rejection)) return rejection;
            await PublishAsync(cancellationToken);
        }
        finally
        {
            _registering.Release();
        }

        return Get(agent.Value);
    }

    /// <summary>
    /// The items that wait for that agent, as soon as there is one or <paramref name="wait"/> is over. An item stays
    /// until it is replied to.
    /// </summary>
    public async Task<Outcome<InboxView>> InboxAsync(
        Caller caller, string agent, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (catalogue.Roster.Find(agent) is not { } found) return ThreadRejections.UnknownAgent(agent);
        if (found.Principal != caller.Principal.Name) return Taken(found.Id);
        var items = new List<InboxItemView>();
        foreach (var turn in (await inbox.TakeAsync(found.Id, wait, cancellationToken)).Take(InboxMax))
            if (await ItemAsync(turn, cancellationToken) is { } item)
                items.Add(item);
        return new InboxView(items);
    }

    /// <summary>Answers a turn of the inbox. Not final: an interim message, and the turn goes on.</summary>
    public async Task<Outcome<AcceptedView>> ReplyAsync(
        Caller caller, string turnId, string text, bool final, CancellationToken cancellationToken)
    {
        if (ThreadArguments.Turn(turnId).IsRejected(out var refused, out var id)) return refused;
        if (await records.Reads.TurnAsync(id, cancellationToken) is not { } turn) return ThreadArguments.UnknownTurn;
        if (catalogue.Roster.Find(turn.Agent) is not { } agent || agent.Principal != caller.Principal.Name)
            return Taken(turn.Agent);
        if (text.Length > records.Dispatcher.Rules.TextCharactersMax)
            return ThreadRejections.TextTooLong(text.Length, records.Dispatcher.Rules.TextCharactersMax);
        ThreadCommand command = final
            ? new CompleteTurn(id, text, null, TokenUsage.None, inbox.TriggersShown(agent.Id, id))
            : new PostInterim(id, text);
        var outcome = await records.Dispatcher.SendAsync(
            turn.Thread, agent.Id.Value, command, urgent: true, cancellationToken);
        return outcome.Map(_ => new AcceptedView(true));
    }

    /// <summary>
    /// Publishes the agents that are registered in the journal; done at start and after each registration.
    /// </summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        var agents = new List<AgentDefinition>();
        var registered = SnapshotCodec.ReadAllAsync(AgentRegistrationStream.Kind, records.Journal, cancellationToken);
        await foreach (var (_, state) in registered)
            agents.Add(
                DefinitionOf(new(state.Id), new(state.Principal!, state.Name, state.Aliases, state.Description)));

        catalogue.Register(agents);
    }

    Task ILoadAtStart.LoadAsync(CancellationToken cancellationToken) => PublishAsync(cancellationToken);

    public void Dispose() => _registering.Dispose();

    private Rejection? Refuse(AgentId agent, RegisterAgent command)
    {
        if (catalogue.Roster.Find(agent) is { } present)
        {
            if (present.Principal is null)
                return new(
                    "agent_configured",
                    $"{agent} is an agent of the configuration and cannot be registered.",
                    "Register under another id.");
            if (present.Principal != command.Principal) return Taken(agent);
        }

        if (command.Description is { Length: > DescriptionCharactersMax } description)
            return ThreadRejections.TextTooLong(description.Length, DescriptionCharactersMax);
        if (command.Name.Length > AgentNames.NameCharactersMax * 2)
            return ThreadRejections.TextTooLong(command.Name.Length, AgentNames.NameCharactersMax * 2);
        var others = catalogue.Roster.Agents.Where(other => other.Id != agent);
        return AgentRoster.Of([.. others, DefinitionOf(agent, command)]).Refused is [var first, ..] ? first : null;
    }

    private async ValueTask<InboxItemView?> ItemAsync(TurnId id, CancellationToken cancellationToken)
    {
        if (await records.Reads.TurnAsync(id, cancellationToken) is not { EndedAt: null } turn
            || await records.Dispatcher.LoadAsync(turn.Thread, cancellationToken) is not { } thread
            || thread.Turn(id) is not { } open) return null;
        var messages = await records.History.LastAsync(
            thread, long.MaxValue, InboxMessagesMax, hidden: thread.Owner == turn.Agent, cancellationToken);
        var instruction = turn.Kind is TurnKind.Advice or TurnKind.Contribution
            ? thread.Participants.FirstOrDefault(participant => participant.Agent == turn.Agent)?.Instruction
            : null;
        inbox.Shown(turn.Agent, id, open.Triggers.Length);
        return new(
            id.Value,
            thread.Id.Value,
            KindOf(turn.Kind),
            instruction,
            [.. messages.Select(ViewWriter.Of)],
            open.Deadline);
    }

    private AgentView View(AgentDefinition agent)
    {
        var status = drivers.Status(agent);
        return new()
        {
            Id = agent.Id.Value,
            Name = agent.Name,
            Aliases = agent.Aliases,
            Driver = drivers.Of(agent)?.Name ?? agent.Driver ?? "none",
            Model = status.Model ?? agent.Model,
            Available = status.Available,
            Reason = status.Reason,
            Description = agent.Description,
            When = ViewWriter.Word(agent.When),
            Connected = agent.Principal is not null,
        };
    }

    private static AgentDefinition DefinitionOf(AgentId id, RegisterAgent registered) => new(
        id, registered.Name, registered.Aliases, "connected", null, registered.Description)
    {
        Principal = registered.Principal,
    };

    private static string KindOf(TurnKind kind) => kind switch
    {
        TurnKind.Advice or TurnKind.Contribution => "participant",
        TurnKind.Delegation => "delegation",
        _ => "turn",
    };

    private bool HasRoom(string principal) =>
        catalogue.Roster.Agents.Count(agent => agent.Principal == principal) < limits.AgentsMax;

    private static Rejection Taken(AgentId agent) => new(
        "agent_taken", $"{agent} does not belong to you.",
            "Register an agent of your own with agent_register, under another id.");
}
