using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using AgentGateway.Mcp.Protocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Http;

/// <summary>Writes server-sent events. Our JSON has no line breaks, so an event's data is always one line.</summary>
internal sealed class SseWriter(PipeWriter output)
{
    public async ValueTask WriteAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        output.Write("event: message\ndata: "u8);
        WireJson.Serialize(output, message);
        output.Write("\n\n"u8);
        await FlushAsync(cancellationToken);
    }

    /// <param name="data">Empty for an event that only carries its id.</param>
    public async ValueTask WriteAsync(
        string id, ReadOnlyMemory<byte> data, TimeSpan? retry, CancellationToken cancellationToken)
    {
        var head = new StringBuilder("id: ").Append(id).Append('\n');
        if (retry is { } pause) head.Append(CultureInfo.InvariantCulture, $"retry: {(long)pause.TotalMilliseconds}\n");
        if (!data.IsEmpty) head.Append("event: message\n");
        output.Write(Encoding.UTF8.GetBytes(head.Append("data: ").ToString()));
        output.Write(data.Span);
        output.Write("\n\n"u8);
        await FlushAsync(cancellationToken);
    }

    /// <summary>A comment, which clients ignore. It keeps proxies from closing a silent connection.</summary>
    public async ValueTask WriteKeepAliveAsync(CancellationToken cancellationToken)
    {
        output.Write(": alive\n\n"u8);
        await FlushAsync(cancellationToken);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var flushed = await output.FlushAsync(cancellationToken);
        if (flushed.IsCompleted || flushed.IsCanceled) throw new IOException("The client is gone.");
    }
}
