/** The annotation processor; nothing in here is for use at run time. */
module io.nearcall.codegen {
    requires java.compiler;

    provides javax.annotation.processing.Processor with
            io.nearcall.codegen.BaselineProcessor,
            io.nearcall.codegen.RemoteServiceProcessor;
}
