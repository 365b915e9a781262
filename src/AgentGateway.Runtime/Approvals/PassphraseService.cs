using System.Collections.Concurrent;
using AgentGateway.Domain;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Approvals;

/// <summary>
/// The passphrase by which the person shows that it is they who approve: other processes of the same user can connect
/// as they do, and do not know it. It is remembered for some minutes for the terminal at which it was given, in memory
/// only. Safe for callers on several threads.
/// </summary>
/// <remarks>
/// One passphrase is checked at a time. Each wrong one is refused later than the one before, and after
/// <see cref="WrongMax"/> of them none is checked for <see cref="LockedTime"/>.
/// </remarks>
public sealed class PassphraseService
{
    public const int CharactersMin = 8;
    public const int CharactersMax = 1_024;
    public const int WrongMax = 8;

    public static readonly TimeSpan LockedTime = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, long> _remembered = new(StringComparer.Ordinal);
    private readonly ApprovalOptions _options;
    private readonly TimeProvider _time;
    private readonly string? _path;
    private readonly Rejection? _unusable;
    private PassphraseHash? _stored;
    private int _wrong;
    private long? _lockedAt;
    private int _isChecking;

    internal PassphraseService(GatewayHome home, ApprovalOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _path = home.DataDirectory is { } data ? Path.Combine(data, "approvals-passphrase") : null;
        try
        {
            // Read once: a file that another process puts there counts no sooner than the next start.
            _stored = _path is null ? null : PassphraseHash.Read(_path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _unusable = PassphraseRejections.Unusable(failure.Message);
        }
    }

    /// <summary>Whether approving takes the passphrase.</summary>
    public bool IsRequired => _options.Confirm == ConfirmationKind.Passphrase;

    /// <summary>Whether there is one.</summary>
    public bool IsSet => _stored is not null;

    /// <summary>Why that caller may not approve before it has given the passphrase; null when it may.</summary>
    /// <param name="inDialogue">Whether the answer comes from a dialogue of the caller's client.</param>
    internal Rejection? Refuse(Caller caller, bool inDialogue)
    {
        if (!IsRequired || (!inDialogue && _options.RightOf(caller.Principal) is not null)) return null;
        if (inDialogue || !caller.Principal.IsLocal) return PassphraseRejections.AtTerminal;
        if (_unusable is not null) return _unusable;
        if (_stored is null) return PassphraseRejections.NotSet;
        return caller.Terminal is { } terminal && IsRemembered(terminal) ? null : PassphraseRejections.Required;
    }

    /// <summary>
    /// Why that caller may not make a token of that name before it has given the passphrase; null when it may. A token
    /// with a right to approve would be a way to approve without it.
    /// </summary>
    public Rejection? RefuseToken(Caller caller, string name, bool mayApprove) =>
        mayApprove || _options.Approvers.ContainsKey(name) ? Refuse(caller, inDialogue: false) : null;

    /// <summary>Remembers the caller's terminal, if that is the passphrase.</summary>
    /// <returns>Null when it is. A wrong one is refused with a delay, which no cancellation shortens.</returns>
    public async Task<Rejection?> ConfirmAsync(Caller caller, string passphrase)
    {
        if (Terminal(caller).IsRejected(out var refused, out var terminal)) return refused;
        if (_stored is not { } stored) return PassphraseRejections.NotSet;
        if (await CheckAsync(stored, passphrase) is { } wrong) return wrong;
        foreach (var (known, _) in _remembered)
            if (!IsRemembered(known)) _remembered.TryRemove(known, out _);
        _remembered[terminal] = _time.GetTimestamp();
        return null;
    }

    /// <summary>Sets the first passphrase, or another one in place of <paramref name="present"/>.</summary>
    public async Task<Rejection?> SetAsync(Caller caller, string? present, string next)
    {
        if (Terminal(caller).IsRejected(out var refused, out _)) return refused;
        if (next.Length is < CharactersMin or > CharactersMax)
            return PassphraseRejections.Length(CharactersMin, CharactersMax);
        if (_stored is { } stored)
        {
            if (present is null) return PassphraseRejections.Required;
            if (await CheckAsync(stored, present) is { } wrong) return wrong;
        }

        var hash = await Task.Run(() => PassphraseHash.Of(next));
        try
        {
            hash.Write(_path!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return PassphraseRejections.Unusable(failure.Message);
        }

        _stored = hash;
        _remembered.Clear();
        return null;
    }

    private Outcome<string> Terminal(Caller caller) =>
        !caller.Principal.IsLocal || caller.Terminal is not { } terminal ? PassphraseRejections.NoTerminal
        : _unusable is not null ? _unusable
        : _path is null ? PassphraseRejections.Unusable("this gateway has no data directory.")
        : terminal;

    private bool IsRemembered(string terminal) =>
        _remembered.TryGetValue(terminal, out var at)
        && _time.GetElapsedTime(at) < TimeSpan.FromMinutes(_options.ConfirmMinutes);

    private async Task<Rejection?> CheckAsync(PassphraseHash stored, string passphrase)
    {
        if (Interlocked.Exchange(ref _isChecking, 1) == 1) return PassphraseRejections.Busy;
        try
        {
            if (_lockedAt is { } at)
            {
                var left = LockedTime - _time.GetElapsedTime(at);
                if (left > TimeSpan.Zero) return PassphraseRejections.Locked(left);
                (_lockedAt, _wrong) = (null, 0);
            }

            if (passphrase.Length <= CharactersMax && await Task.Run(() => stored.Matches(passphrase)))
            {
                _wrong = 0;
                return null;
            }

            if (++_wrong >= WrongMax)
            {
                _lockedAt = _time.GetTimestamp();
                return PassphraseRejections.Locked(LockedTime);
            }

            await Task.Delay(FirstDelay * (1 << (_wrong - 1)), _time);
            return PassphraseRejections.Wrong;
        }
        finally
        {
            Volatile.Write(ref _isChecking, 0);
        }
    }
}
