using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.ChatAccess;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Conversations;
using AgentGateway.Gateways.Supervision;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Gateways.Tools;

/// <summary>What people ask and change about the chat platforms.</summary>
internal sealed class GatewayReport(
    PlatformSettings platforms,
    ChatAccess access,
    GatewayStandings standings,
    ConversationRegistry registry,
    ConversationService conversations,
    ChatGateways gateways,
    PassphraseService passphrase)
{
    private const string LinkProbe = "CODE";

    public GatewayListView List() => new([.. platforms.All.Select(Of)]);

    public Outcome<GatewaySetupView> Setup(string name) => platforms.Find(name) is { } platform
        ? new GatewaySetupView(
            platform.Name,
            platform.Title,
            platform.Setup.Steps,
            [
                .. platform.Setup.Tokens.Select(token => new GatewayTokenView(
                    $"Gateways:{platform.Title}:{token.Setting}", token.Variable, token.Prompt, token.IsOptional)),
            ])
        : Unknown(name);

    public BindingListView Bindings() => new(
    [
        .. registry.All
            .Where(pair => pair.Value is { Place: not null } and not { Thread: null, Closed: null })
            .OrderBy(pair => pair.Key.Value, StringComparer.Ordinal)
            .Select(pair => Of(pair.Key, pair.Value)),
    ]);

    public PeopleListView People() => new(
    [
        .. platforms.All.SelectMany(platform =>
        {
            var settings = platforms.Of(platform);
            return settings.People
                .Concat(settings.Approvers.Select(ChatAccess.ReadApprover).OfType<(string Id, RiskClass)>()
                    .Select(entry => entry.Id))
                .Distinct(StringComparer.Ordinal)
                .Select(id => new PersonView(
                    platform.Name, id, null, access.RightOf(platform.Name, settings, id).ApproveUpTo?.ToString(),
                    "settings"))
                .Concat(access.Of(platform.Name).People.Select(person => new PersonView(
                    platform.Name, person.Id, person.Name, person.ApproveUpTo?.ToString(), "pairing")));
        }),
    ]);

    /// <summary>Ends the binding of a conversation; its next message begins a thread of its own.</summary>
    public async Task<Outcome<BindingView>> UnbindAsync(string conversation, CancellationToken cancellationToken)
    {
        if (PrefixedId.Parse<ConversationId>(conversation) is not { } id || registry.Find(id) is null)
            return ConversationRejections.Unknown;
        return (await conversations.SendAsync(id, new UnbindThread(), "operator", cancellationToken)).Map(
            receipt => Of(id, receipt.State));
    }

    public async Task<Outcome<GatewayView>> PauseAsync(string name, bool paused, CancellationToken cancellationToken)
    {
        if (platforms.Find(name) is not { } platform) return Unknown(name);
        if ((await access.PauseAsync(platform.Name, paused, cancellationToken)).IsRejected(out var refused))
            return refused;
        gateways.Look();
        return Of(platform);
    }

    /// <summary>Lets a person in. Only the person at the local command line gives rights away.</summary>
    public async Task<Outcome<PersonView>> PairAsync(
        Caller caller, string code, string? approve, CancellationToken cancellationToken)
    {
        if (Right(caller, approve).IsRejected(out var refused, out var upTo)) return refused;
        return (await access.PairAsync(code, upTo, cancellationToken)).Map(paired => new PersonView(
            paired.Platform, paired.Person.Id, paired.Person.Name, paired.Person.ApproveUpTo?.ToString(), "pairing"));
    }

    /// <summary>A link that lets in the first person who comes with it, where the platform has such links.</summary>
    public async Task<Outcome<PairingView>> InviteAsync(
        Caller caller, string name, string? approve, CancellationToken cancellationToken)
    {
        if (Right(caller, approve).IsRejected(out var refused, out var upTo)) return refused;
        if (platforms.Find(name) is not { } platform) return Unknown(name);
        var standing = standings.Of(platform.Name);
        if (standing.Account is not { } account)
            return new Rejection(
                "gateway_not_connected",
                $"{platform.Title} is not connected ({standing.State}), so the bot's name is not known.",
                standing.Hint ?? $"agw gateways shows how it stands; agw gateways add {platform.Name} connects it.");
        if (platform.Setup.DirectLink(account, LinkProbe)?.Contains(LinkProbe, StringComparison.Ordinal) != true)
            return new Rejection(
                "no_invitation",
                $"{platform.Title} has no links that carry a code.",
                "Write to the bot; it answers with a code for agw gateways pair CODE.");
        return (await access.InviteAsync(platform.Name, upTo, cancellationToken)).Map(
            given => new PairingView(
                platform.Name,
                platform.Setup.DirectLink(account, given.Code)!,
                upTo?.ToString(),
                given.ExpiresAt));
    }

    /// <summary>Lets a paired person in no more.</summary>
    /// <param name="person"><c>telegram:42</c>.</param>
    public async Task<Outcome<PeopleListView>> RemoveAsync(string person, CancellationToken cancellationToken)
    {
        if (person.Split(':', 2) is not [var name, var id] || platforms.Find(name) is not { } platform)
            return ChatAccessRejections.UnknownPerson;
        return (await access.RemoveAsync(platform.Name, id, cancellationToken)).Map(_ => People());
    }

    /// <summary>The right that a person gives away who may do that; null for the right to chat alone.</summary>
    private Outcome<RiskClass?> Right(Caller caller, string? approve)
    {
        if (!caller.Principal.IsLocal) return ApprovalRejections.LocalOnly;
        if (passphrase.RefuseToken(caller, "chat", approve is not null) is { } unconfirmed) return unconfirmed;
        if (approve is null) return (RiskClass?)null;
        if (!Enum.TryParse<RiskClass>(approve, ignoreCase: true, out var risk)
            || !Enum.IsDefined(risk) || risk > RiskClass.R3 || char.IsAsciiDigit(approve[0]))
            return new Rejection(
                "invalid_argument",
                $"\"{ShortText.Of(approve)}\" is no risk class that a person in a chat may approve.",
                "Give R0, R1, R2 or R3; R4 is decided at the local command line alone.");
        return (RiskClass?)risk;
    }

    private Rejection Unknown(string name) => new(
        "unknown_gateway",
        $"There is no gateway \"{ShortText.Of(name, 40)}\".",
        $"There are {string.Join(", ", platforms.All.Select(platform => platform.Name))}.");

    private GatewayView Of(IChatPlatform platform)
    {
        var standing = standings.Of(platform.Name);
        Conversation[] own =
            [.. registry.All.Select(pair => pair.Value).Where(one => one.Place?.Platform == platform.Name)];
        return new()
        {
            Name = platform.Name,
            State = standing.State,
            Reason = standing.Reason,
            NextStep = standing.Hint,
            Account = standing.Account?.Name,
            Link = standing.Account is { } account ? platform.Setup.DirectLink(account, null) : null,
            LastEventAt = standing.LastEventAt,
            Events = standing.Events,
            Refused = standing.Refused,
            Refusals = standing.Refusals.Count == 0
                ? null
                : [.. standing.Refusals.Select(refusal => new RefusalView(refusal.Sender, refusal.Reason, refusal.At))],
            Warnings = standing.Warnings.Count == 0 ? null : standing.Warnings,
            Bindings = own.Count(one => one is { Thread: not null, Closed: null }),
            Waiting = own.Sum(one => one.Inbox.Count),
            Sending = own.Sum(one => one.Sending.Count),
            Codes = access.Of(platform.Name).Codes.Count,
        };
    }

    private static BindingView Of(ConversationId id, Conversation conversation) => new(
        id.Value,
        conversation.Place!.Platform,
        conversation.Place.Chat,
        conversation.Place.Thread,
        conversation.Place.Title,
        conversation.Thread?.Value,
        conversation.Closed,
        [.. conversation.People.Select(person => person.Name)]);
}
