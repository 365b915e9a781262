using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Agents;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Tokens;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Roster;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tokens;

/// <summary>
/// Further tokens with rights of their own. A secret is 256 random bits, shown once and kept as a digest only. A
/// secret is found by its digest, so that the time of the search tells nothing about secrets that are nearly right.
/// </summary>
public sealed class TokenService : ICommitSubscriber<AccessToken>, ILoadAtStart
{
    /// <summary>What a further token begins with, and the default one does not.</summary>
    public const string SecretPrefix = "agwt_";

    private const int SecretBytes = 32;
    private const int SecretCharactersMax = 256;
    private const double DaysMax = 3650;

    private readonly MachineHost<TokenMachine, AccessToken, TokenCommand> _host;
    private readonly IJournal _journal;
    private readonly AgentCatalogue _catalogue;
    private readonly PassphraseService _passphrase;
    private readonly ClientLimits _limits;
    private readonly IIdSource _ids;
    private ImmutableDictionary<string, AccessToken> _tokens = ImmutableDictionary<string, AccessToken>.Empty;

    internal TokenService(
        MachineHost<TokenMachine, AccessToken, TokenCommand> host,
        IJournal journal,
        AgentCatalogue catalogue,
        PassphraseService passphrase,
        ClientLimits limits,
        IIdSource ids) =>
        (_host, _journal, _catalogue, _passphrase, _limits, _ids) =
            (host, journal, catalogue, passphrase, limits, ids);

    /// <summary>
    /// Raised after a token was revoked, so that its connections can be ended. The argument is the principal's name.
    /// </summary>
    public event Action<string>? Revoked;

    /// <summary>
    /// The principal whose secret it is; null when there is none, or when the token has expired or was revoked.
    /// </summary>
    public Principal? Find(ReadOnlySpan<char> secret)
    {
        if (secret.Length > SecretCharactersMax || !secret.StartsWith(SecretPrefix, StringComparison.Ordinal))
            return null;
        return _tokens.GetValueOrDefault(DigestOf(secret)) is { } token && Holds(token) ? Of(token) : null;
    }

    /// <summary>Oldest first, those that no longer hold among them.</summary>
    public TokenListView List() =>
        new([.. _tokens.Values.OrderBy(token => token.Id.Value, StringComparer.Ordinal).Select(ViewOf)]);

    /// <summary>Makes a token. Only the person at the local command line gives rights away.</summary>
    public async Task<Outcome<TokenCreatedView>> CreateAsync(
        Caller caller, CreateAccessToken request, CancellationToken cancellationToken)
    {
        if (!caller.Principal.IsLocal) return ApprovalRejections.LocalOnly;
        if (Refuse(request) is { } refused) return refused;
        if (_passphrase.RefuseToken(caller, request.Name, request.Approve is not null) is { } unconfirmed)
            return unconfirmed;
        RiskClass? approve = null;
        if (request.Approve is { } word)
        {
            if (!Enum.TryParse<RiskClass>(word, ignoreCase: true, out var risk)
                || !Enum.IsDefined(risk)
                || risk > RiskClass.R3
                || char.IsAsciiDigit(word[0]))
                return new Rejection(
                    "invalid_argument",
                    $"\"{ShortText.Of(word)}\" is no risk class that a token may approve.",
                    "Give R0, R1, R2 or R3; R4 is decided at the local command line alone.");
            approve = risk;
        }

        string? agent = null;
        if (request.Agent is { } asked)
        {
            if (_catalogue.Roster.Find(asked) is not { } found)
                return new Rejection(
                    "unknown_agent", $"There is no agent \"{ShortText.Of(asked)}\".", "List agents with agw agents.");
            agent = found.Id.Value;
        }

        var secret = SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var stamp = _ids.Next();
        var expires = request.ExpiresDays is { } days ? stamp.Now.AddDays(days) : (DateTimeOffset?)null;
        var outcome = await SendAsync(
            new(stamp.Id("tok", 0)),
            new CreateToken(request.Name, DigestOf(secret), approve, agent, expires, caller.Principal.Name),
            caller.Principal.Name,
            stamp,
            cancellationToken);
        return outcome.Map(receipt => new TokenCreatedView(ViewOf(receipt.State), secret));
    }

    /// <summary>Ends a token, by id or by name.</summary>
    public async Task<Outcome<TokenEnvelope>> RevokeAsync(
        Caller caller, string token, CancellationToken cancellationToken)
    {
        if (!caller.Principal.IsLocal) return ApprovalRejections.LocalOnly;
        var found = _tokens.Values.FirstOrDefault(one => one.Id.Value == token)
            ?? _tokens.Values.OrderByDescending(
                one => one.Id.Value, StringComparer.Ordinal).FirstOrDefault(one => one.Name == token);
        if (found is null) return TokenMachine.Unknown;
        var outcome = await SendAsync(
            found.Id, new RevokeToken(caller.Principal.Name), caller.Principal.Name, _ids.Next(), cancellationToken);
        if (outcome.IsRejected(out var refused, out var receipt)) return refused;
        Revoked?.Invoke(Of(receipt.State).Name);
        return new TokenEnvelope(ViewOf(receipt.State));
    }

    async Task ILoadAtStart.LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var (_, token) in SnapshotCodec.ReadAllAsync(TokenStream.Kind, _journal, cancellationToken))
            Keep(token);
    }

    void ICommitSubscriber<AccessToken>.Committed(Receipt<AccessToken> receipt) => Keep(receipt.State);

    private void Keep(AccessToken token) =>
        ImmutableInterlocked.AddOrUpdate(ref _tokens, token.Digest, token, (_, _) => token);

    private bool Holds(AccessToken token) =>
        token.RevokedAt is null && (token.ExpiresAt is not { } end || _ids.Next().Now < end);

    private Rejection? Refuse(CreateAccessToken request)
    {
        if (AgentNames.Refuse(request.Name) is { } refused)
            return new(
                "invalid_token_name",
                refused.Message.Replace("an agent", "a token", StringComparison.Ordinal),
                refused.Hint);
        if (_catalogue.Roster.Find(request.Name) is not null)
            return new(
                "invalid_token_name",
                $"\"{request.Name}\" is an agent, and what its token does would look like the agent's own.",
                "Choose another name, and bind it with --agent.");
        if (_tokens.Values.Any(token => token.Name == request.Name && Holds(token)))
            return new(
                "name_taken",
                $"There is a token \"{request.Name}\" already.",
                "Choose another name, or revoke that one.");
        if (_tokens.Values.Count(Holds) >= _limits.TokensMax)
            return new(
                "too_many_tokens",
                $"There are {_limits.TokensMax} tokens already, as many as may hold at one time.",
                "Revoke one that is no longer needed (agw token list), or raise Limits:TokensMax.");
        return request.ExpiresDays is { } days && !(days > 0 && days <= DaysMax)
            ? new("invalid_argument", "A token expires after more than 0 and at most 3650 days.",
                "Leave it out for a token that is valid until it is revoked.")
            : null;
    }

    private Task<Outcome<Receipt<AccessToken>>> SendAsync(
        TokenId id, TokenCommand command, string actor, Stamp stamp, CancellationToken cancellationToken) =>
        _host.SendAsync(id.Value, command, new(actor, stamp.Now, Urgent: true), cancellationToken);

    private static Principal Of(AccessToken token) =>
        new(token.Agent ?? token.Name!)
        {
            ApproveUpTo = token.Agent is null ? token.ApproveUpTo : null,
            Agent = token.Agent,
        };

    private static TokenView ViewOf(AccessToken token) => new(
        token.Id.Value, token.Name!, token.ApproveUpTo?.ToString(), token.Agent, token.CreatedAt, token.ExpiresAt,
            token.RevokedAt);

    private static string DigestOf(
        ReadOnlySpan<char> secret) =>
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret.ToString())));
}
