using System.Net.WebSockets;
using System.Text;
using AgentGateway.Gateways.Platforms;

namespace AgentGateway.Gateways.Wire;

/// <summary>A web socket of whole messages. One reader and any number of writers at a time.</summary>
public sealed class TextSocket : IAsyncDisposable
{
    private const int MessageBytesMax = 16 * 1024 * 1024;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly byte[] _buffer = new byte[32 * 1024];

    private TextSocket()
    {
    }

    /// <summary>The code with which the other side closed; null while it has not.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    public string? CloseReason => _socket.CloseStatusDescription;

    /// <exception cref="ChatException">It could not be opened.</exception>
    public static Task<TextSocket> OpenAsync(Uri address, string userAgent, CancellationToken cancellationToken) =>
        OpenAsync(address, userAgent, TimeSpan.Zero, cancellationToken);

    /// <param name="pingInterval">
    /// How often the other side is asked by a ping whether it is there, for a protocol without a heartbeat of its own; a
    /// socket whose ping is not answered within the same time is lost. Zero asks never.
    /// </param>
    /// <exception cref="ChatException">It could not be opened.</exception>
    public static async Task<TextSocket> OpenAsync(
        Uri address, string userAgent, TimeSpan pingInterval, CancellationToken cancellationToken)
    {
        var opened = new TextSocket();
        opened._socket.Options.SetRequestHeader("User-Agent", userAgent);
        opened._socket.Options.KeepAliveInterval = pingInterval;
        if (pingInterval > TimeSpan.Zero) opened._socket.Options.KeepAliveTimeout = pingInterval;
        try
        {
            await opened._socket.ConnectAsync(address, cancellationToken);
            return opened;
        }
        catch (WebSocketException exception)
        {
            await opened.DisposeAsync();
            throw new ChatException(
                ChatFaultKind.Unavailable, $"The socket of {address.Host} could not be opened.", exception);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next whole message; null when the socket was closed or lost, in whatever way.</summary>
    /// <exception cref="ChatException">The message is larger than 16 MiB.</exception>
    public async Task<SocketMessage?> ReadAsync(CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested
                && exception is WebSocketException or OperationCanceledException or IOException
                    or ObjectDisposedException or InvalidOperationException)
            {
                return null;
            }

            if (part.MessageType == WebSocketMessageType.Close) return null;
            if (whole.Length + part.Count > MessageBytesMax)
                throw new ChatException(ChatFaultKind.Unavailable, "The platform sent a message of more than 16 MiB.");
            whole.Write(_buffer, 0, part.Count);
            if (part.EndOfMessage) return new(part.MessageType == WebSocketMessageType.Binary, whole.ToArray());
        }
    }

    /// <exception cref="ChatException">The socket is lost.</exception>
    public async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(
                Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is WebSocketException or OperationCanceledException or IOException
                or ObjectDisposedException or InvalidOperationException)
        {
            throw new ChatException(ChatFaultKind.InDoubt, "The socket was lost while it was written to.", exception);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Says with which code this side closes, and waits for nothing.</summary>
    public async Task CloseAsync(int code, CancellationToken cancellationToken)
    {
        try
        {
            await _socket.CloseOutputAsync((WebSocketCloseStatus)code, null, cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException
            or ObjectDisposedException or InvalidOperationException or ArgumentException)
        {
            // It is lost already.
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _writing.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <param name="IsBinary">Whether it came as bytes, as compressed messages do.</param>
public sealed record SocketMessage(bool IsBinary, byte[] Bytes);
