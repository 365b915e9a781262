using System.Text;
using AgentGateway.Mcp.Protocol;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Tests.Protocol;

public sealed class MessageParserTests
{
    private const int ParseError = -32700;
    private const int InvalidRequest = -32600;

    [Fact]
    public void A_request_is_read()
    {
        var request = Assert.IsType<JsonRpcRequest>(
            Parse(" {\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{\"a\":1}}\r").Message);
        Assert.Equal(new RequestId(7), request.Id);
        Assert.Equal(1, (int)request.Params!["a"]!);
    }

    [Theory]
    [InlineData("", ParseError)]
    [InlineData("nonsense", ParseError)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":""", ParseError)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping"} {}""", ParseError)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"ping","params":{"x":"\ud800"}}""", ParseError)]
    [InlineData("null", InvalidRequest)]
    [InlineData("42", InvalidRequest)]
    [InlineData("{}", InvalidRequest)]
    [InlineData("[]", InvalidRequest)]
    [InlineData("""{"jsonrpc":"2.0","method":5}""", InvalidRequest)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"ping"}""", InvalidRequest)]
    public void What_is_no_message_is_a_fault_without_an_id(string input, int code)
    {
        var fault = Parse(input).Fault!;
        Assert.Equal((code, default), (fault.Code, fault.Id));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"1.0","id":5,"method":"ping"}""")]
    [InlineData("""{"id":5,"method":"ping"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":7}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5}""")]
    [InlineData("""{"jsonrpc":"2.0","id":5,"method":"ping","params":{"twice":1,"twice":2}}""")]
    public void Well_formed_JSON_that_is_no_message_is_answered_under_its_id(string input)
    {
        var fault = Parse(input).Fault!;
        Assert.Equal((InvalidRequest, new RequestId(5)), (fault.Code, fault.Id));
    }

    [Fact]
    public void Names_that_differ_in_case_are_two_names()
    {
        var parsed = Parse(
            """{"jsonrpc":"2.0","id":5,"method":"ping","params":{"environment":{"http_proxy":"a","HTTP_PROXY":"b"}}}""");
        var request = Assert.IsType<JsonRpcRequest>(parsed.Message);
        Assert.Equal("""{"environment":{"http_proxy":"a","HTTP_PROXY":"b"}}""", request.Params!.ToJsonString());
    }

    [Fact]
    public void An_id_that_is_not_whole_is_none() =>
        Assert.Equal((InvalidRequest, default), Fault(Parse("""{"jsonrpc":"2.0","id":1.5,"method":"ping"}""")));

    [Fact]
    public void Invalid_UTF8_is_a_fault()
    {
        byte[] input = [.. "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Equal((ParseError, default), Fault(MessageParser.Parse(input)));
    }

    [Fact]
    public void Nesting_is_bounded_however_deep_it_is()
    {
        var deep = $$"""{"jsonrpc":"2.0","id":"x","method":"ping","params":{{new string('[', 10_000)}}{{new string(']', 10_000)}}}""";
        Assert.Equal((InvalidRequest, new RequestId("x")), Fault(Parse(deep)));
        var unclosed = new string('[', 100_000);
        Assert.Equal((ParseError, default), Fault(Parse(unclosed)));
    }

    [Fact]
    public void A_batch_is_read_part_by_part()
    {
        var batch = Parse("""[{"jsonrpc":"2.0","id":1,"method":"ping"},7,{"jsonrpc":"2.0","method":"hello"}]""").Batch!;
        Assert.Equal(3, batch.Count);
        Assert.IsType<JsonRpcRequest>(batch[0].Message);
        Assert.Equal(InvalidRequest, batch[1].Fault!.Code);
        Assert.IsType<JsonRpcNotification>(batch[2].Message);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":9,"method":"tools/call","params":{"te""", 9)]
    [InlineData("""{"params":{"id":3},"id":9,"x":"...""", 9)]
    public void The_beginning_of_a_request_may_tell_its_id(string beginning, long id) =>
        Assert.Equal(new RequestId(id), MessageParser.IdOfBeginning(Encoding.UTF8.GetBytes(beginning)));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","params":{"id":3,"te""")]
    [InlineData("rubbish")]
    [InlineData("")]
    public void The_beginning_of_a_request_may_not_tell_its_id(string beginning) =>
        Assert.Equal(default, MessageParser.IdOfBeginning(Encoding.UTF8.GetBytes(beginning)));

    private static ParsedMessage Parse(string input) => MessageParser.Parse(Encoding.UTF8.GetBytes(input));

    private static (int Code, RequestId Id) Fault(ParsedMessage parsed) => (parsed.Fault!.Code, parsed.Fault.Id);
}
