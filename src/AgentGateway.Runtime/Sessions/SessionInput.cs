using AgentGateway.Runtime.Sandboxes;
using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Input;
using AgentGateway.Terminal.Screen;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Sends text and keys to the programs of sessions, and tells by receipts how far they came.</summary>
public sealed class SessionInput
{
    private const int TextCharactersMax = 1024 * 1024;
    private const int KeysMax = 1_000;
    private const int WaitMillisecondsMax = 600_000;

    /// <summary>How long a program may leave its input unread before the receipt says that it is stuck.</summary>
    private static readonly TimeSpan WriteWait = TimeSpan.FromSeconds(5);

    private readonly SessionRegistry _registry;
    private readonly LiveSessions _lives;

    internal SessionInput(SessionRegistry registry, LiveSessions lives) => (_registry, _lives) = (registry, lives);

    /// <summary>
    /// Types text, then keys, then Enter. Answers when the terminal took it, or, when it has taken nothing for five
    /// seconds, with a receipt that says from which byte of the text on it was not delivered.
    /// </summary>
    public async Task<Outcome<ReceiptView>> SendAsync(
        Caller caller, SendInput request, CancellationToken cancellationToken)
    {
        if (_registry.Find(request.SessionId).IsRejected(out var refused, out var session)) return refused;
        if (Read(request).IsRejected(out refused, out var input)) return refused;
        if (request.WaitMilliseconds is < 0 or > WaitMillisecondsMax)
            return SessionErrors.Invalid(
                $"wait_ms is {request.WaitMilliseconds}.", $"Give between 0 and {WaitMillisecondsMax}.");
        if (session.HasEnded || session.Exit is not null) return SessionRejections.Ended(session.Label);
        if (await _lives.ReadyAsync(session.Id, cancellationToken) is not { } live || live.Input is not { } sender)
            return _registry.Find(session.Id) is { HasEnded: false, Exit: null }
                ? SessionRejections.NotStarted(session.Label)
                : SessionRejections.Ended(session.Label);
        input = live.ReadScreen(
            (screen, _) => input with
            {
                IsBracketed = screen.Modes.BracketedPaste && (request.Paste || IsPasted(screen, input.Text)),
                IsApplicationCursor = screen.Modes.ApplicationCursorKeys,
            });
        live.InputSent(live.Ring.End, isLine: input.Submit || input.Keys.Contains("enter"));
        var wait = TimeSpan.FromMilliseconds(request.WaitMilliseconds ?? 0);
        try
        {
            var (receipt, refusal) = await sender.SendAsync(
                input, wait > WriteWait ? wait : WriteWait, cancellationToken);
            if (refusal is not null) return refusal.ToRejection();
            live.Status.LineWritten();
            if (wait > TimeSpan.Zero)
                receipt = await sender.WaitForEchoAsync(receipt!, request.Text ?? "", wait, cancellationToken);
            return Of(session, receipt!);
        }
        catch (Exception failure) when (failure is ObjectDisposedException or IOException)
        {
            return SessionRejections.Ended(session.Label);
        }
    }

    /// <summary>Why such input could never be sent; null: it could, as far as can be told before.</summary>
    internal Rejection? Refuse(SendInput request) =>
        _registry.Find(request.SessionId).IsRejected(out var refused, out var session)
        || Read(request).IsRejected(out refused, out _)
            ? refused
            : session.HasEnded ? SessionRejections.Ended(session.Label) : null;

    /// <summary>How an earlier send stands now.</summary>
    public Task<Outcome<ReceiptView>> ReceiptAsync(string session, long receiptId, CancellationToken cancellationToken)
    {
        if (_registry.Find(session).IsRejected(out var refused, out var found))
            return Task.FromResult<Outcome<ReceiptView>>(refused);
        return Task.FromResult<Outcome<ReceiptView>>(
            _lives.Find(found.Id)?.Input?.Find(receiptId) is { } receipt
                ? Of(found, receipt)
                : SessionErrors.UnknownReceipt);
    }

    /// <summary>
    /// An editor on the alternate screen takes one line as keys: pasted, <c>:wq</c> would go into its text. A prompt takes
    /// text as one piece, and several lines are text everywhere.
    /// </summary>
    private static bool IsPasted(TerminalScreen screen, string? text) =>
        !screen.AlternateScreen || text?.AsSpan().IndexOfAny('\r', '\n') >= 0;

    private static Outcome<InputRequest> Read(SendInput request)
    {
        if (request is { Text: null or "", Keys: null or { Count: 0 }, Raw: null or "", Submit: false })
            return SessionErrors.Invalid("There is nothing to send.", "Give text, keys, or submit.");
        if (request.Text?.Length > TextCharactersMax
            || request.Keys?.Count > KeysMax
            || request.Raw?.Length > TextCharactersMax)
            return SessionErrors.Invalid(
                "That is too much at once.",
                $"Send at most {TextCharactersMax} characters and {KeysMax} keys; put long text into a file.");
        byte[] raw = [];
        if (request.Raw is { Length: > 0 } encoded)
        {
            raw = new byte[encoded.Length];
            if (!Convert.TryFromBase64String(encoded, raw, out var count))
                return SessionErrors.Invalid("raw is not base64.", "Encode the bytes as base64.");
            raw = raw[..count];
        }

        return new InputRequest { Text = request.Text, Keys = request.Keys ?? [], Raw = raw, Submit = request.Submit };
    }

    private static ReceiptView Of(TerminalSession session, InputReceipt receipt) => new()
    {
        SessionId = session.Id.Value,
        ReceiptId = receipt.Id,
        State = ViewWriter.Word(receipt.State),
        Bytes = receipt.Bytes,
        Written = receipt.Written,
        FromOffset = receipt.FromOffset,
        AcceptedAt = receipt.AcceptedAt,
        WrittenAt = receipt.WrittenAt,
        EchoedAt = receipt.EchoedAt,
        UndeliveredFrom = receipt.UndeliveredFrom,
    };
}
