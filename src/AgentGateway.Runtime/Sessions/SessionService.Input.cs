using AgentGateway.Domain;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;
using AgentGateway.Terminal.Input;

namespace AgentGateway.Runtime.Sessions;

/// <summary>Typing into sessions.</summary>
public sealed partial class SessionService
{
    private const int TextCharactersMax = 1024 * 1024;
    private const int KeysMax = 1_000;
    private const int WaitMillisecondsMax = 600_000;

    /// <summary>How long a program may leave its input unread before the receipt says that it is stuck.</summary>
    private static readonly TimeSpan WriteWait = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a session that runs by the journal may take to be in hand: after a start of the daemon that is soon.
    /// </summary>
    private static readonly TimeSpan ReadyWait = TimeSpan.FromSeconds(5);

    public async Task<Outcome<ReceiptView>> SendAsync(
        Caller caller, SendInput request, CancellationToken cancellationToken)
    {
        if (Registry.Find(request.SessionId).IsRejected(out var refused, out var session)) return refused;
        if (Order(request).IsRejected(out refused, out var order)) return refused;
        if (request.WaitMilliseconds is < 0 or > WaitMillisecondsMax)
            return SessionErrors.Invalid(
                $"wait_ms is {request.WaitMilliseconds}.", $"Give between 0 and {WaitMillisecondsMax}.");
        if (session.HasEnded || session.Exit is not null) return SessionRejections.Ended(session.Label);
        if (await ReadyAsync(session, cancellationToken) is not { } live || live.Input is not { } input)
            return Registry.Find(session.Id) is { HasEnded: false, Exit: null }
                ? SessionRejections.NotStarted(session.Label)
                : SessionRejections.Ended(session.Label);
        order = live.Look(
            (screen, _) => order with
            {
                IsBracketed = screen.Modes.BracketedPaste,
                IsApplicationCursor = screen.Modes.ApplicationCursorKeys,
            });
        live.Sent(live.Ring.End);
        var wait = TimeSpan.FromMilliseconds(request.WaitMilliseconds ?? 0);
        try
        {
            var (receipt, refusal) = await input.SendAsync(
                order, wait > WriteWait ? wait : WriteWait, cancellationToken);
            if (refusal is not null) return refusal.ToRejection();
            if (wait > TimeSpan.Zero)
                receipt = await input.WaitForEchoAsync(receipt!, request.Text ?? "", wait, cancellationToken);
            return Of(session, receipt!);
        }
        catch (Exception failure) when (failure is ObjectDisposedException or IOException)
        {
            return SessionRejections.Ended(session.Label);
        }
    }

    public Task<Outcome<ReceiptView>> ReceiptAsync(string session, long receiptId, CancellationToken cancellationToken)
    {
        if (Registry.Find(session).IsRejected(out var refused, out var found))
            return Task.FromResult<Outcome<ReceiptView>>(refused);
        return Task.FromResult<Outcome<ReceiptView>>(
            _parts.Terminals.Lives.Find(found.Id)?.Input?.Find(receiptId) is { } receipt
                ? Of(found, receipt)
                : SessionErrors.UnknownReceipt);
    }

    /// <summary>Its living part; one that starts now, or is taken over from an earlier daemon, is waited for.</summary>
    private async Task<LiveSession?> ReadyAsync(TerminalSession session, CancellationToken cancellationToken)
    {
        if (_parts.Terminals.Lives.Find(session.Id) is { Terminal: not null } live) return live;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            return await _parts.Terminals.Lives.WhenLiveAsync(session.Id, over.Token)
                .WaitAsync(ReadyWait, _parts.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private static Outcome<InputRequest> Order(SendInput request)
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
    };
}
