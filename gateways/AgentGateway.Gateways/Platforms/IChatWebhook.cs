namespace AgentGateway.Gateways.Platforms;

/// <summary>
/// A connection whose platform calls the daemon. The host gives it each request to <see cref="Path"/>, in any state of
/// the connection; the body is bounded.
/// </summary>
public interface IChatWebhook
{
    /// <summary>Where it is called, such as <c>/gateways/telegram</c>.</summary>
    string Path { get; }

    /// <summary>Checks the signature, has what came stored, and answers. No answer tells why a request was refused.</summary>
    Task<WebhookAnswer> HandleAsync(WebhookRequest request, CancellationToken cancellationToken);
}

/// <param name="Header">The value of a header; null where there is none.</param>
public sealed record WebhookRequest(Func<string, string?> Header, ReadOnlyMemory<byte> Body);

/// <param name="Text">The body; empty for none.</param>
public sealed record WebhookAnswer(int Status, string Text = "", string ContentType = "text/plain");
