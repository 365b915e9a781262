namespace AgentGateway.Terminal.Screen;

/// <summary>
/// Receives a stream of terminal output, taken apart, in order. Spans are valid during the call only.
/// </summary>
internal interface IVtSink
{
    /// <summary>Printable ASCII, one or more characters.</summary>
    void PrintAscii(ReadOnlySpan<byte> text);

    /// <summary>One code point from U+0080 up that arrived as well-formed UTF-8.</summary>
    void Print(int codePoint);

    /// <summary>A C0 control other than those which the parser itself obeys (ESC, CAN, SUB).</summary>
    void Execute(byte control);

    /// <summary>ESC, intermediates and a final byte.</summary>
    void Escape(VtSequence sequence);

    /// <summary>CSI, parameters, intermediates and a final byte.</summary>
    void Control(VtSequence sequence);

    /// <summary>The content of an operating system command that was complete and not too long.</summary>
    void OperatingSystemCommand(ReadOnlySpan<byte> content);

    /// <summary>A device control string: its header and its content, as much as is kept of it.</summary>
    void DeviceControl(VtSequence sequence, ReadOnlySpan<byte> content);
}
