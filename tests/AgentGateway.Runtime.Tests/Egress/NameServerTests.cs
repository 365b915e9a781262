using System.Net;
using System.Text;
using AgentGateway.Runtime.Egress;

namespace AgentGateway.Runtime.Tests.Egress;

public sealed class NameServerTests
{
    private const int Address = 1, AddressOfSix = 28, Pointer = 12;

    private readonly NameTable _names = new();

    [Fact]
    public void Each_name_has_an_address_of_its_own_that_leads_back_to_it()
    {
        var first = AddressIn(Ask("files.example", Address)!);
        Assert.Equal(IPAddress.Parse("127.64.0.1"), first);
        Assert.Equal(first, AddressIn(Ask("FILES.Example", Address)!));
        var second = AddressIn(Ask("other.test", Address)!);
        Assert.Equal(("files.example", "other.test"), (_names.NameOf(first!), _names.NameOf(second!)));
        Assert.Null(_names.NameOf(IPAddress.Parse("127.64.0.3")));
        Assert.Null(_names.NameOf(IPAddress.Loopback));
        Assert.Null(_names.NameOf(IPAddress.IPv6Loopback));
    }

    [Theory]
    [InlineData("files.example", AddressOfSix, 0)]
    [InlineData("1.0.64.127.in-addr.arpa", Pointer, 3)]
    [InlineData("printer", Address, 3)]
    [InlineData("what?.example", Address, 3)]
    public void Other_questions_have_no_address_in_their_answer(string name, int type, int code)
    {
        var answer = Ask(name, type)!;
        Assert.Equal((code, null), (answer[3] & 0xF, AddressIn(answer)));
    }

    [Fact]
    public void This_sandbox_is_called_localhost() =>
        Assert.Equal(IPAddress.Loopback, AddressIn(Ask("localhost", Address)!));

    [Fact]
    public void There_is_an_end_to_names()
    {
        for (var n = 0; n < NameTable.NamesMax; n++) Assert.NotNull(_names.AddressOf($"n{n}.example"));
        Assert.Null(_names.AddressOf("more.example"));
        Assert.Equal(2, Ask("more.example", Address)![3] & 0xF);
    }

    [Fact]
    public void Any_bytes_are_answered_or_not()
    {
        var random = new Random(3);
        var question = Question("files.example", Address);
        for (var round = 0; round < 50_000; round++)
        {
            var bytes = question.AsSpan(0, random.Next(question.Length + 1)).ToArray();
            for (var changes = random.Next(4); changes > 0 && bytes.Length > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (NameServer.Answer(bytes, _names) is { } answer) Assert.Equal(bytes[..2], answer[..2]);
        }
    }

    private byte[]? Ask(string name, int type) => NameServer.Answer(Question(name, type), _names);

    private static byte[] Question(string name, int type) =>
    [
        0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0,
        .. name.Split('.').SelectMany(label => new[] { (byte)label.Length }.Concat(Encoding.Latin1.GetBytes(label))),
        0, 0, (byte)type, 0, 1,
    ];

    private static IPAddress? AddressIn(byte[] answer) => answer[7] == 1 ? new(answer[^4..]) : null;
}
