using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AgentGateway.Gateways.Tests.Slack;

/// <summary>The server's side of one socket of Socket Mode.</summary>
internal sealed class SlackServerSocket : IDisposable
{
    private readonly HttpContext _http;
    private readonly FreezableStream _stream;
    private readonly WebSocket _socket;
    private readonly SemaphoreSlim _writing = new(1);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SlackServerSocket(HttpContext http, FreezableStream stream)
    {
        (_http, _stream) = (http, stream);
        _socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
    }

    /// <summary>Completes when the client closed the socket or is gone.</summary>
    public Task Closed => _closed.Task.WaitAsync(Limits.Signal);

    /// <summary>Whether the client closed it by the protocol, and so not by going away.</summary>
    public bool WasClosedProperly { get; private set; }

    /// <summary>Whether it takes payloads.</summary>
    public bool IsOpen { get; private set; } = true;

    public static async Task<SlackServerSocket> AcceptAsync(HttpContext http)
    {
        var key = http.Request.Headers["Sec-WebSocket-Key"].ToString();
        // The digest that the protocol asks for; it protects nothing.
#pragma warning disable CA5350
        var accept = Convert.ToBase64String(
            SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        http.Response.Headers["Sec-WebSocket-Accept"] = accept;
        http.Response.Headers.Upgrade = "websocket";
        http.Response.Headers.Connection = "Upgrade";
        var upgraded = await http.Features.Get<IHttpUpgradeFeature>()!.UpgradeAsync();
        return new(http, new FreezableStream(upgraded));
    }

    public async Task SendAsync(string text)
    {
        await _writing.WaitAsync();
        try
        {
            await _socket.SendAsync(
                Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or ObjectDisposedException)
        {
            IsOpen = false;
        }
        finally
        {
            _writing.Release();
        }
    }

    public async Task SendBinaryAsync(byte[] bytes) =>
        await _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    /// <summary>Takes the ids that are acknowledged until the socket ends.</summary>
    public async Task ReadAsync(Action<string> acknowledged)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    WasClosedProperly = true;
                    await _socket.CloseOutputAsync(
                        WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    break;
                }

                if (JsonNode.Parse(buffer.AsSpan(0, part.Count))?["envelope_id"]?.GetValue<string>() is { } id)
                    acknowledged(id);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException)
        {
            // The client is gone.
        }

        IsOpen = false;
        _closed.TrySetResult();
    }

    /// <summary>Takes no more payloads, as a socket that is about to be closed.</summary>
    public void Retire() => IsOpen = false;

    /// <summary>Closes it from this side, as Slack does some time after its warning.</summary>
    public async Task CloseAsync()
    {
        IsOpen = false;
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
    }

    /// <summary>Ends the connection in the middle of a frame.</summary>
    public async Task DropWithinFrameAsync()
    {
        IsOpen = false;
        await _writing.WaitAsync();
        // A text frame of 1,000 bytes of which eleven come.
        byte[] begun = [0x81, 126, 0x03, 0xE8, .. "{\"envelope_"u8];
        await _stream.WriteAsync(begun);
        await _stream.FlushAsync(CancellationToken.None);
        _http.Abort();
    }

    /// <summary>Answers nothing any more, not even a ping.</summary>
    public void Freeze()
    {
        IsOpen = false;
        _stream.Freeze();
    }

    public void Dispose()
    {
        _socket.Dispose();
        _writing.Dispose();
        _stream.Dispose();
    }
}
