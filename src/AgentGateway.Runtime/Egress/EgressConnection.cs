using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Runtime.Web;

namespace AgentGateway.Runtime.Egress;

/// <summary>
/// One connection out of a sandbox, from its request to its end. It is ended by its owner's token, and by its own limit,
/// which is set anew in each phase: the request has to arrive, the host to accept, and bytes to pass.
/// </summary>
internal sealed class EgressConnection(EgressNetwork network, Socket client, CancellationTokenSource limit)
{
    private const int RequestBytesMax = 16 * 1024;
    private const int ChunkBytes = 32 * 1024;
    private const byte Socks = 5;

    private readonly EgressOptions _options = network.Options;

    /// <summary>A client of the proxy: HTTP, or SOCKS 5 by its first byte.</summary>
    public async Task ServeProxyAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(RequestBytesMax);
        try
        {
            limit.CancelAfter(_options.Request);
            var count = await client.ReceiveAsync(buffer.AsMemory(0, RequestBytesMax), limit.Token);
            if (count == 0) return;
            if (buffer[0] == Socks) await ServeSocksAsync(buffer, count);
            else await ServeHttpAsync(buffer, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// A program that knows no proxy, connected to an address that stands for a name. It is told what is wrong only
    /// where it certainly speaks HTTP.
    /// </summary>
    public async Task ServeDirectAsync()
    {
        const int HttpPort = 80;
        var local = (IPEndPoint)client.LocalEndPoint!;
        if (network.Names.NameOf(local.Address) is not { } name
            || EgressTarget.Read(name, local.Port) is not { } target)
            return;
        var outcome = await ConnectAsync(target);
        if (!outcome.IsRejected(out var refused, out var server)) await RelayAsync(target, server, default);
        else if (local.Port == HttpPort) await SendAsync(HttpRefusal(refused));
    }

    private async Task ServeHttpAsync(byte[] buffer, int count)
    {
        ProxyRequest? request;
        while ((request = ProxyRequest.Read(buffer.AsSpan(0, count), out var isWhole)) is null)
        {
            var more = isWhole || count == RequestBytesMax
                ? 0
                : await client.ReceiveAsync(buffer.AsMemory(count, RequestBytesMax - count), limit.Token);
            if (more == 0)
            {
                await SendAsync(HttpRefusal(EgressRejections.Invalid));
                return;
            }

            count += more;
        }

        if ((await ConnectAsync(request.Target)).IsRejected(out var refused, out var server))
        {
            await SendAsync(HttpRefusal(refused));
            return;
        }

        if (request.Forwarded is null) await SendAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray());
        byte[] first = [.. request.Forwarded ?? [], .. buffer.AsSpan(request.HeadBytes, count - request.HeadBytes)];
        await RelayAsync(request.Target, server, first);
    }

    /// <summary>RFC 1928, without authentication: the sandbox is known by the socket.</summary>
    private async Task ServeSocksAsync(byte[] buffer, int count)
    {
        const byte Connect = 1, IPv4 = 1, Name = 3, IPv6 = 4;
        const byte Succeeded = 0, NotAllowed = 2, Unreachable = 4, UnknownCommand = 7, UnknownAddress = 8;
        var input = new Input(client, buffer, count, limit.Token);
        if (!await input.HasAsync(2) || !await input.HasAsync(2 + buffer[1])) return;
        var methods = buffer.AsSpan(2, buffer[1]).Contains((byte)0);
        await SendAsync([Socks, methods ? (byte)0 : (byte)0xFF]);
        if (!methods) return;
        input.Drop(2 + buffer[1]);
        if (!await input.HasAsync(5) || buffer[0] != Socks) return;
        var addressAt = buffer[3] == Name ? 5 : 4;
        var addressBytes = buffer[3] switch { IPv4 => 4, Name => buffer[4], IPv6 => 16, _ => 0 };
        var answer = addressBytes == 0 ? UnknownAddress : buffer[1] != Connect ? UnknownCommand : Succeeded;
        if (answer != Succeeded)
        {
            await ReplyAsync(answer);
            return;
        }

        if (!await input.HasAsync(addressAt + addressBytes + 2)) return;
        var address = buffer.AsSpan(addressAt, addressBytes);
        var host = buffer[3] == Name ? Encoding.Latin1.GetString(address) : new IPAddress(address).ToString();
        var port = (buffer[addressAt + addressBytes] << 8) | buffer[addressAt + addressBytes + 1];
        input.Drop(addressAt + addressBytes + 2);
        if (EgressTarget.Read(host, port) is not { } target)
        {
            await ReplyAsync(UnknownAddress);
            return;
        }

        if ((await ConnectAsync(target)).IsRejected(out var refused, out var server))
        {
            await ReplyAsync(refused.Code == "egress_unreachable" ? Unreachable : NotAllowed);
            return;
        }

        await ReplyAsync(Succeeded);
        await RelayAsync(target, server, buffer.AsMemory(0, input.Count));

        Task ReplyAsync(byte code) => SendAsync([Socks, code, 0, IPv4, 0, 0, 0, 0, 0, 0]);
    }

    /// <summary>An address that stands for a name here is that name, also where a program looked it up itself.</summary>
    private async Task<Outcome<Socket>> ConnectAsync(EgressTarget asked)
    {
        var target = asked;
        if (IPAddress.TryParse(asked.Host, out var address) && network.Names.NameOf(address) is { } name)
            target = asked with { Host = name };
        // A person may take longer than any program.
        limit.CancelAfter(Timeout.InfiniteTimeSpan);
        var outcome = !network.Dialer.MayBePublic(target.Host) ? EgressRejections.NotPublic(target)
            : await network.RefuseAsync(target, limit.Token) is { } refused ? refused
            : await DialAsync(target);
        if (outcome.IsRejected(out var rejection)) network.Note(target, rejection);
        else network.Meter.Add(target, new(1, 0, 0, 0));
        return outcome;
    }

    private async Task<Outcome<Socket>> DialAsync(EgressTarget target)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        using var timer = network.Time.CreateTimer(
            static source => ((CancellationTokenSource)source!).Cancel(), late, _options.Connect,
            Timeout.InfiniteTimeSpan);
        try
        {
            return await network.Dialer.ConnectAsync(target.Host, target.Port, late.Token);
        }
        catch (AddressRefusedException)
        {
            return EgressRejections.NotPublic(target);
        }
        catch (SocketException failure)
        {
            return EgressRejections.Unreachable(target, failure.Message);
        }
        catch (OperationCanceledException) when (!limit.IsCancellationRequested)
        {
            return EgressRejections.Unreachable(target, "it did not accept in time.");
        }
    }

    /// <summary>
    /// Each direction waits for its receiver, so that nothing gathers here. What is cut is cut for the host as well,
    /// which would otherwise take half of something for the whole.
    /// </summary>
    private async Task RelayAsync(EgressTarget target, Socket server, ReadOnlyMemory<byte> first)
    {
        using (server)
        {
            var up = CopyAsync(client, server, first, count => network.Meter.Add(target, new(0, 0, count, 0)));
            var down = CopyAsync(server, client, default, count => network.Meter.Add(target, new(0, 0, 0, count)));
            try
            {
                await Task.WhenAll(up, down);
            }
            catch
            {
                server.Close(timeout: 0);
                throw;
            }
        }
    }

    /// <summary>Passes on the end as well; a failure of one direction ends the other.</summary>
    private async Task CopyAsync(Socket from, Socket to, ReadOnlyMemory<byte> first, Action<int> counted)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            limit.CancelAfter(_options.Idle);
            if (!first.IsEmpty) await SendAsync(to, first);
            while (await from.ReceiveAsync(buffer, limit.Token) is > 0 and var count)
                await SendAsync(to, buffer.AsMemory(0, count));
            to.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            await limit.CancelAsync();
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        async Task SendAsync(Socket receiver, ReadOnlyMemory<byte> bytes)
        {
            limit.CancelAfter(_options.Idle);
            for (var sent = 0; sent < bytes.Length;)
                sent += await receiver.SendAsync(bytes[sent..], limit.Token);
            counted(bytes.Length);
        }
    }

    private async Task SendAsync(byte[] bytes)
    {
        limit.CancelAfter(_options.Request);
        for (var sent = 0; sent < bytes.Length;)
            sent += await client.SendAsync(bytes.AsMemory(sent), limit.Token);
    }

    /// <summary>The code stands in the first line as well, which is all that many programs show.</summary>
    private static byte[] HttpRefusal(Rejection refused)
    {
        var status = refused.Code switch
        {
            "egress_request_invalid" => "400",
            "egress_unreachable" => "502",
            _ => "403",
        };
        var body = Encoding.UTF8.GetBytes($"{refused.Code}: {refused.Message} {refused.Hint}\n");
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {refused.Code}\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + $"Content-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    /// <summary>Reads so far that a message is whole.</summary>
    private sealed class Input(Socket socket, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        public int Count { get; private set; } = count;

        /// <summary>False: the client ended before.</summary>
        public async Task<bool> HasAsync(int needed)
        {
            while (Count < needed)
            {
                var more = await socket.ReceiveAsync(buffer.AsMemory(Count, RequestBytesMax - Count), cancellationToken);
                if (more == 0) return false;
                Count += more;
            }

            return true;
        }

        public void Drop(int bytes)
        {
            buffer.AsSpan(bytes, Count - bytes).CopyTo(buffer);
            Count -= bytes;
        }
    }
}
