package io.nearcall.tck;

interface BadInputContract extends Contract {}
