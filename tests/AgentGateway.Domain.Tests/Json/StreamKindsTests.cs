using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Streams;
using AgentGateway.Domain.Threads;
using AgentGateway.Domain.Tokens;

namespace AgentGateway.Domain.Tests.Json;

public sealed class StreamKindsTests
{
    [Fact]
    public void Every_machine_of_the_domain_is_registered()
    {
        var machines = typeof(IMachine<,>).Assembly.GetTypes().Where(type => type.GetInterfaces().Any(
            face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IMachine<,>)));
        Assert.Equal(
            machines.Select(machine => (string)machine.GetProperty("Kind")!.GetValue(null)!).Order(),
            DomainStreams.All.Select(kind => kind.Name).Order());
    }

    [Fact]
    public void A_stream_of_an_unknown_kind_is_refused_by_name()
    {
        var refused = Assert.Throws<NotSupportedException>(() => Stored.Kinds.Of(StreamId.Of("dream", "drm_1")));
        Assert.Equal("No kind of stream is named dream, as dream/drm_1 would need.", refused.Message);
    }

    [Fact]
    public void An_event_that_no_kind_declares_is_refused_by_name()
    {
        var kinds = new StreamKinds([TokenStream.Kind]);
        Assert.Equal(
            "No kind of stream has the event ThreadArchived.",
            Assert.Throws<NotSupportedException>(() => kinds.NameOf(new ThreadArchived())).Message);
        Assert.StartsWith(
            "No event is named thread.archived:",
            Assert.Throws<NotSupportedException>(() => kinds.Read("thread.archived", "{}"u8)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "No event of a token stream is named thread.archived:",
            Assert.Throws<NotSupportedException>(() => TokenStream.Kind.Read("thread.archived", "{}"u8)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_that_is_registered_twice_is_refused()
    {
        var refused = Assert.Throws<ArgumentException>(() => new StreamKinds([TokenStream.Kind, TokenStream.Kind]));
        Assert.StartsWith("Two kinds of streams are named token.", refused.Message, StringComparison.Ordinal);
    }
}
