using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.ChatAccess;
using AgentGateway.Domain.Policy;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Text;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Gateways.Access;

/// <summary>
/// Who may chat and who may approve: whom the settings name, and whom a person at this machine let in by a code. No one
/// else. Safe for several threads.
/// </summary>
internal sealed class ChatAccess(
    MachineHost<ChatAccessMachine, ChatAccessState, ChatAccessCommand> host, IJournal journal, IIdSource ids)
    : ICommitSubscriber<ChatAccessState>, ILoadAtStart
{
    /// <summary>An entry of <c>Approvers</c> without a risk.</summary>
    private const RiskClass UsualRight = RiskClass.R2;

    private const int CodeCharacters = 8;

    /// <summary>No person types it, and anyone may try one, so it is long.</summary>
    private const int InvitationCharacters = 24;

    /// <summary>Without characters that are read as others.</summary>
    private const string CodeAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly ConcurrentDictionary<string, ChatAccessState> _states = new(StringComparer.Ordinal);

    /// <summary>What holds of a platform beside its settings.</summary>
    public ChatAccessState Of(string platform) => _states.GetValueOrDefault(platform, ChatAccessState.Initial);

    /// <summary>What a person may do. Who may approve may also chat.</summary>
    public ChatRight RightOf(string platform, ChatSettings settings, string person)
    {
        var approve = settings.Approvers.Select(ReadApprover).FirstOrDefault(entry => entry?.Id == person)?.UpTo;
        var paired = Of(platform).People.Find(one => one.Id == person);
        var right = Higher(approve, paired?.ApproveUpTo);
        return new(right is not null || paired is not null || settings.People.Contains(person), right);
    }

    /// <summary>Everyone who may approve that risk, by id.</summary>
    public IEnumerable<string> Approvers(string platform, ChatSettings settings, RiskClass risk) =>
        settings.Approvers.Select(ReadApprover).OfType<(string Id, RiskClass UpTo)>()
            .Concat(Of(platform).People
                .Where(person => person.ApproveUpTo is not null)
                .Select(person => (person.Id, person.ApproveUpTo!.Value)))
            .Where(entry => entry.Item2 >= risk)
            .Select(entry => entry.Item1)
            .Distinct(StringComparer.Ordinal);

    /// <summary>The entry's id and its right; null where it cannot be read.</summary>
    public static (string Id, RiskClass UpTo)? ReadApprover(string entry)
    {
        var at = entry.LastIndexOf(':');
        if (at < 0) return (entry, UsualRight);
        return entry.Length == at + 3
            && Enum.TryParse<RiskClass>(entry[(at + 1)..], ignoreCase: true, out var upTo)
            && upTo <= RiskClass.R3
                ? (entry[..at], upTo)
                : null;
    }

    /// <summary>A new code for a stranger; an earlier one of the same person ends.</summary>
    public async Task<Outcome<string>> GiveCodeAsync(
        string platform, ChatPerson person, CancellationToken cancellationToken)
    {
        var code = RandomNumberGenerator.GetString(CodeAlphabet, CodeCharacters);
        var now = ids.Next().Now;
        var given = new PairingCode(
            DigestOf(code), person.Id, ShownName.Of(person.Name, person.Id), now + ChatAccessMachine.CodeTime);
        return (await SendAsync(
            platform, new GivePairingCode(given, now), $"{platform}:{person.Id}", cancellationToken)).Map(_ => code);
    }

    /// <summary>Lets the person in to whom the code was given, on whichever platform that was.</summary>
    public async Task<Outcome<(string Platform, PairedPerson Person)>> PairAsync(
        string code, RiskClass? approveUpTo, CancellationToken cancellationToken)
    {
        var digest = DigestOf(code.Trim().ToUpperInvariant());
        foreach (var (platform, state) in _states)
        {
            if (!state.Codes.Exists(waiting => waiting.Digest == digest)) continue;
            var outcome = await SendAsync(
                platform, new ConfirmPairing(digest, approveUpTo, ids.Next().Now), "operator", cancellationToken);
            if (outcome.IsRejected(out var refused, out var receipt)) return refused;
            return (platform, receipt.State.People[^1]);
        }

        return ChatAccessRejections.UnknownCode;
    }

    /// <summary>A new invitation; its code lets in the first person who comes with it.</summary>
    public async Task<Outcome<(string Code, DateTimeOffset ExpiresAt)>> InviteAsync(
        string platform, RiskClass? approveUpTo, CancellationToken cancellationToken)
    {
        var code = RandomNumberGenerator.GetString(CodeAlphabet, InvitationCharacters);
        var now = ids.Next().Now;
        var invitation = new Invitation(DigestOf(code), approveUpTo, now + ChatAccessMachine.CodeTime);
        return (await SendAsync(platform, new GiveInvitation(invitation, now), "operator", cancellationToken)).Map(
            _ => (code, invitation.ExpiresAt));
    }

    /// <summary>Lets in who came with an invitation of that platform.</summary>
    public async Task<Outcome<PairedPerson>> AcceptAsync(
        string platform, string code, ChatPerson person, CancellationToken cancellationToken)
    {
        // Anyone can send such a code, so a wrong one must not cost a write.
        var digest = DigestOf(code);
        if (!Of(platform).Invitations.Exists(one => one.Digest == digest)) return ChatAccessRejections.UnknownCode;
        var accepted = new AcceptInvitation(digest, person.Id, ShownName.Of(person.Name, person.Id), ids.Next().Now);
        return (await SendAsync(platform, accepted, $"{platform}:{person.Id}", cancellationToken)).Map(
            receipt => receipt.State.People[^1]);
    }

    public async Task<Outcome<ChatAccessState>> RemoveAsync(
        string platform, string person, CancellationToken cancellationToken) =>
        (await SendAsync(platform, new RemovePerson(person), "operator", cancellationToken)).Map(
            receipt => receipt.State);

    public async Task<Outcome<ChatAccessState>> PauseAsync(
        string platform, bool paused, CancellationToken cancellationToken) =>
        (await SendAsync(platform, new PauseGateway(paused), "operator", cancellationToken)).Map(
            receipt => receipt.State);

    async Task ILoadAtStart.LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var (stream, state) in SnapshotCodec.ReadAllAsync(
            ChatAccessStream.Kind, journal, cancellationToken))
            _states[stream.Id] = state;
    }

    void ICommitSubscriber<ChatAccessState>.Committed(Receipt<ChatAccessState> receipt) =>
        _states[receipt.Stream.Id] = receipt.State;

    private Task<Outcome<Receipt<ChatAccessState>>> SendAsync(
        string platform, ChatAccessCommand command, string actor, CancellationToken cancellationToken) =>
        host.SendAsync(platform, command, new(actor, ids.Next().Now, Urgent: true), cancellationToken);

    private static RiskClass? Higher(RiskClass? one, RiskClass? other) =>
        one is null ? other : other is null ? one : (RiskClass)Math.Max((int)one, (int)other);

    private static string DigestOf(string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}
