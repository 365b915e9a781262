using System.Net;
using System.Net.Sockets;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Wire;

/// <summary>
/// Calls of a platform's web API. What failed before anything was sent is <see cref="ChatFaultKind.Unavailable"/>; what
/// failed afterwards may have been done and is <see cref="ChatFaultKind.InDoubt"/>. Bodies are bounded.
/// </summary>
public sealed class ChatHttp : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 64,
    });

    private readonly TimeProvider _time;
    private readonly string _userAgent;

    public ChatHttp(TimeProvider time, string userAgent) => (_time, _userAgent) = (time, userAgent);

    /// <summary>Sends a request and reads the whole answer, whatever its status.</summary>
    /// <param name="bytesMax">Beyond it the fault is <see cref="ChatFaultKind.TooLarge"/>.</param>
    public async Task<ChatHttpAnswer> SendAsync(
        HttpRequestMessage request, TimeSpan timeMax, CancellationToken cancellationToken, long bytesMax = 8 * 1024 * 1024)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", _userAgent);
        using var limit = new CancellationTokenSource(timeMax, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, both.Token);
            return new(response.StatusCode, response.Headers, await ReadAsync(response, bytesMax, both.Token));
        }
        catch (HttpRequestException exception)
        {
            throw new ChatException(
                WasSent(exception) ? ChatFaultKind.InDoubt : ChatFaultKind.Unavailable,
                $"{request.RequestUri!.Host} could not be reached: {ReasonOf(exception)}.",
                exception);
        }
        catch (IOException exception)
        {
            throw new ChatException(
                ChatFaultKind.InDoubt, $"The answer of {request.RequestUri!.Host} was lost.", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChatException(
                ChatFaultKind.InDoubt,
                $"{request.RequestUri!.Host} did not answer within {timeMax.TotalSeconds:0} seconds.",
                exception);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string ReasonOf(HttpRequestException exception) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name is not known",
        HttpRequestError.ConnectionError => "it accepts no connection",
        HttpRequestError.SecureConnectionError => "no secure connection comes about",
        _ => "the connection ended",
    };

    private static bool WasSent(HttpRequestException exception) =>
        exception.HttpRequestError is not (HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError)
        && exception.InnerException is not SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    private static async Task<byte[]> ReadAsync(
        HttpResponseMessage response, long bytesMax, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (read.Length + count > bytesMax)
                throw new ChatException(ChatFaultKind.TooLarge, $"The answer is larger than {bytesMax} bytes.");
            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }
}
