using System.Collections.Concurrent;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Tokens;
using Microsoft.AspNetCore.Http;

namespace AgentGateway.Http;

/// <summary>
/// The requests that run under further tokens. One that streams for hours must not outlive its token, so those whose
/// token was revoked or has expired are cut off.
/// </summary>
internal sealed class TokenConnections : IDisposable
{
    private const int SecondsBetweenLooks = 10;

    private readonly ConcurrentDictionary<HttpContext, string> _open = new();
    private readonly TokenService _tokens;
    private readonly ITimer _timer;

    public TokenConnections(TokenService tokens, TimeProvider time)
    {
        _tokens = tokens;
        _tokens.Revoked += Revoked;
        _timer = time.CreateTimer(
            _ => Look(), null, TimeSpan.FromSeconds(SecondsBetweenLooks), TimeSpan.FromSeconds(SecondsBetweenLooks));
    }

    /// <summary>The principal of that token; null where there is none.</summary>
    public Principal? Find(string secret) => _tokens.Find(secret);

    /// <summary>Answers a request for as long as its token holds.</summary>
    public async Task RunAsync(HttpContext context, string secret, Func<Task> run)
    {
        _open[context] = secret;
        try
        {
            // It may have been revoked between the gate and here.
            if (Find(secret) is null) context.Abort();
            else await run();
        }
        finally
        {
            _open.TryRemove(context, out _);
        }
    }

    public void Dispose()
    {
        _tokens.Revoked -= Revoked;
        _timer.Dispose();
    }

    private void Revoked(string principal) => Look();

    private void Look()
    {
        foreach (var (context, secret) in _open)
            if (Find(secret) is null)
                context.Abort();
    }
}
