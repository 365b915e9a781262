using System.Text.Json;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tests.Ids;

/// <summary>Ids as texts of their own types.</summary>
public sealed class IdTests
{
    [Theory]
    [InlineData("thread/thr_1", "thread", "thr_1")]
    [InlineData("agent/rarog", "agent", "rarog")]
    [InlineData("wait/a/b", "wait", "a/b")]
    [InlineData("odd", "", "odd")]
    public void A_stream_is_named_by_kind_and_id(string text, string kind, string id)
    {
        var stream = new StreamId(text);
        Assert.Equal((kind, id), (stream.Kind, stream.Id));
        if (kind.Length > 0) Assert.Equal(stream, StreamId.Of(kind, id));
        Assert.Equal(text, stream.ToString());
    }

    [Fact]
    public void An_id_is_written_as_its_text_also_as_a_key()
    {
        var json = JsonSerializer.Serialize(new Dictionary<TurnId, MessageId> { [new("turn_1")] = new("msg_1") });
        Assert.Equal("""{"turn_1":"msg_1"}""", json);
        Assert.Equal(new("msg_1"), JsonSerializer.Deserialize<Dictionary<TurnId, MessageId>>(json)![new("turn_1")]);
    }

    [Fact]
    public void No_id_is_no_id() => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TurnId>("null"));
}
