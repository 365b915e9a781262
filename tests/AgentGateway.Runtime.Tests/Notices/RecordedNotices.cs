using System.Threading.Channels;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Notices;

namespace AgentGateway.Runtime.Tests.Notices;

/// <summary>Takes the notices of a gateway in place of the sender.</summary>
internal sealed class RecordedNotices : INoticeSender, IModule
{
    private readonly Channel<Notice> _sent = Channel.CreateUnbounded<Notice>();

    /// <summary>Those that were sent and not awaited.</summary>
    public int Count => _sent.Reader.Count;

    public void Register(ModuleBuilder module) => module.Service<INoticeSender>(_ => this);

    /// <summary>Whether the next one fails in a way that the sender does not expect.</summary>
    public bool Fails { get; set; }

    public Task SendAsync(Notice notice, CancellationToken cancellationToken) => Fails
        ? throw new InvalidDataException("It fails.")
        : _sent.Writer.WriteAsync(notice, cancellationToken).AsTask();

    public async Task<Notice> NextAsync() =>
        await _sent.Reader.ReadAsync(Gateway.Stop).AsTask().WaitAsync(Limits.Signal, Gateway.Stop);
}
